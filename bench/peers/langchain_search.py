"""LangChain: its splitter, its embeddings and its vector store in memory, as its semantic search tutorial has them.

https://docs.langchain.com/oss/python/langchain/knowledge-base
The prompts are those of the encoder's card, given where HuggingFaceEmbeddings takes arguments of `encode`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from langchain_core.documents import Document  # type: ignore[import-not-found,unused-ignore]  # a peer
from langchain_core.vectorstores import InMemoryVectorStore  # type: ignore[import-not-found,unused-ignore]
from langchain_huggingface import HuggingFaceEmbeddings  # type: ignore[import-not-found,unused-ignore]
from langchain_text_splitters import RecursiveCharacterTextSplitter  # type: ignore[import-not-found,unused-ignore]

FILE = "vectors.json"


def index(job: Mapping[str, Any]) -> None:
    """Pieces of at most 1,000 characters, 200 of them shared with the next, each with its passage's number."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    passages = [
        Document(f"{title}\n{text}" if title else text, metadata={"number": number})
        for number, (title, text) in enumerate(zip(job["titles"], job["passages"], strict=True))
    ]
    store = InMemoryVectorStore(embeddings(job))
    store.add_documents(splitter.split_documents(passages))
    store.dump(str(Path(job["folder"]) / FILE))


def opened(job: Mapping[str, Any]) -> Callable[[str], int]:
    """The passage of the nearest piece."""
    store = InMemoryVectorStore.load(str(Path(job["folder"]) / FILE), embeddings(job))

    def best(question: str) -> int:
        return int(store.similarity_search(question, k=1)[0].metadata["number"])

    return best


def embeddings(job: Mapping[str, Any]) -> HuggingFaceEmbeddings:
    """The encoder's folder through sentence-transformers."""
    return HuggingFaceEmbeddings(
        model_name=job["encoder"],
        model_kwargs={"device": "cpu"},
        encode_kwargs={"prompt": "passage: ", "normalize_embeddings": True},
        query_encode_kwargs={"prompt": "query: ", "normalize_embeddings": True},
    )
