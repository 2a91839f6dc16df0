"""What became of every question: lost, repeated, late; by fault, by channel and by quarter of the run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from tests.soak.faults import Fault
from tests.soak.traffic import CHANNELS, Asked

SECONDS_OF_A_FAULT = 10.0
"""Questions asked up to so long before or after a fault began are counted as struck by it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A fault that was done, from when to when."""

    fault: Fault
    at: float
    until: float


@dataclass
class Run:
    """All that was seen. `memory` are moments and bytes; `starts` the moments at which the process was up."""

    asked: dict[str, Asked]
    happened: list[Happened] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    reindexed: int = 0

    @property
    def lost(self) -> list[Asked]:
        """Questions that never got the right answer."""
        return [each for each in self.asked.values() if not each.is_answered]

    @property
    def repeated(self) -> int:
        """Messages that somebody got more than once."""
        return sum(each.repeated for each in self.asked.values())

    def table(self) -> str:
        """A line a fault, in Markdown."""
        headings = ("sự cố", "số lần", "câu hỏi trong 10 giây quanh đó", "mất", "gửi hai lần", "trả lời lại sau (giây)")
        lines = [f"| {' | '.join(headings)} |", "|---" * len(headings) + "|"]
        by_name: dict[str, list[Happened]] = defaultdict(list)
        for each in self.happened:
            by_name[each.fault.name].append(each)
        for name, times in by_name.items():
            struck = [asked for asked in self.asked.values() if any(_strikes(each, asked) for each in times)]
            lost = sum(not asked.is_answered for asked in struck)
            repeated = sum(asked.repeated for asked in struck)
            recovered = [self._recovered(each) for each in times]
            spent = f"{median(recovered):.1f} / {max(recovered):.1f}"
            lines.append(f"| {name} | {len(times)} | {len(struck)} | {lost} | {repeated} | {spent} |")
        return "\n".join(lines)

    def _recovered(self, happened: Happened) -> float:
        """Seconds from the fault's beginning until every channel that it strikes has answered a later question."""
        later = [each for each in self.asked.values() if each.at >= happened.at and each.is_answered]
        firsts = (
            min((each.at + each.seconds for each in later if each.channel == channel), default=happened.until)
            for channel in happened.fault.channels
        )
        return max(firsts) - happened.at

    def summary(self) -> str:
        """Counts, the slow tail of each quarter, and memory of the process that lived last."""
        times = sorted(self.asked.values(), key=lambda each: each.at)
        quarter = max(1, len(times) // 4)
        lines = [
            f"{len(times)} câu, mất {len(self.lost)}, gửi hai lần {self.repeated}, lập lại chỉ mục {self.reindexed} lần"
        ]
        for number in range(4):
            part = times[number * quarter : (number + 1) * quarter]
            told = ", ".join(f"{channel} {_p95([e for e in part if e.channel == channel]):.2f}" for channel in CHANNELS)
            lines.append(f"p95 (giây), phần tư thứ {number + 1}: {told}")
        lines += [self._told_of(each) for each in self.lost]
        told = ", ".join(f"{size / 1e6:.0f}" for size in self.memory_by_quarter())
        lines.append(
            f"bộ nhớ (MB) của tiến trình sau cùng theo phần tư: {told}; từ phần tư thứ hai tăng {self.growth - 1:.1%}"
        )
        return "\n".join(lines)

    def _told_of(self, lost: Asked) -> str:
        """A lost question: its channel, what came instead, and the faults that struck it."""
        faults = ", ".join(
            f"{each.fault.name} sau {each.at - lost.at:.1f} giây" for each in self.happened if _strikes(each, lost)
        )
        return f"mất: {lost.channel}, «{lost.right}», nhận được {[text for _, text in lost.answers]}; {faults}"

    def memory_by_quarter(self) -> list[float]:
        """Bytes of the process that lived last: the median of each quarter of its life."""
        lived = [size for at, size in self.memory if at > self.starts[-1]] or [0.0]
        part = max(1, len(lived) // 4)
        return [median(lived[number * part : (number + 1) * part] or lived) for number in range(4)]

    @property
    def growth(self) -> float:
        """From the second quarter, when the process is warm, to the last."""
        quarters = self.memory_by_quarter()
        return quarters[-1] / quarters[1] if quarters[1] else 1.0


def _strikes(happened: Happened, asked: Asked) -> bool:
    near = happened.at - SECONDS_OF_A_FAULT <= asked.at <= happened.until + SECONDS_OF_A_FAULT
    return near and asked.channel in happened.fault.channels


def _p95(asked: Sequence[Asked]) -> float:
    seconds = [each.seconds for each in asked if each.answers]
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else 0.0
