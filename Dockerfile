# Two stages: the first installs the project into a virtual environment, the second carries that and nothing to build with.
#   docker build -t hoidap .
#   docker run --rm -p 8080:8080 -v hoidap-library:/library hoidap

FROM python:3.11-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/hoidap
WORKDIR /source

# The packages that the tests ran with, first: this layer stays while the lock file does. Where it has hashes, pip takes
# no other file.
COPY requirements.lock ./
RUN /opt/hoidap/bin/pip install --requirement requirements.lock
COPY pyproject.toml README.md ./
COPY index index
COPY bot bot
RUN /opt/hoidap/bin/pip install --no-deps . && /opt/hoidap/bin/pip check

# The encoder's files are made here, so that no container has to; that a question is answered shows that all is there.
COPY data/documents /opt/hoidap/data/documents
COPY data/catalogue.toml data/corrections.toml /opt/hoidap/data/
ENV HOIDAP_ENCODER_CACHE=/opt/hoidap/encoder
RUN cd /opt/hoidap && HOIDAP_LIBRARY=/tmp/library bin/hoidap ask "Có bao nhiêu chỉ tiêu khó đạt?"


FROM python:3.11-slim-bookworm

# Scanned documents are read by tesseract.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-vie \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /library --shell /usr/sbin/nologin hoidap \
    && install --directory --owner hoidap --group hoidap /library

COPY --from=build /opt/hoidap /opt/hoidap

ENV PATH=/opt/hoidap/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOIDAP_HOST=0.0.0.0 \
    HOIDAP_PORT=8080 \
    HOIDAP_LIBRARY=/library \
    HOIDAP_ENCODER_CACHE=/opt/hoidap/encoder \
    HOIDAP_DOCUMENTS=/opt/hoidap/data/documents \
    HOIDAP_CATALOGUE=/opt/hoidap/data

USER hoidap
WORKDIR /library
VOLUME /library
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["hoidap", "health"]
ENTRYPOINT ["hoidap"]
CMD ["serve"]
