"""What was measured, as tables."""

import statistics
import sys

from measure import SENDERS

GROWTH, SEARCH, STARTS, MEMORY = 1.5, 20, 1000, 200


def nearest(run, page):
    """The yardstick nearest in size."""
    return min(run.yardsticks, key=lambda yardstick: max(page.size, yardstick.size) / min(page.size, yardstick.size))


def same(run, page):
    """The page of that name at another size."""
    return next(other for other in run.pages if other.name == page.name)


def ratio(run, page):
    """Of the page's requests/s to those of the yardstick."""
    return statistics.median(page.rates) / statistics.median(nearest(run, page).rates)


def growth(run, page, first):
    """Of the server's processor time a request in yardsticks, from the smallest size: a machine that slows down meanwhile is no growth."""
    def weight(run, page):
        return statistics.median(page.work) / statistics.median(nearest(run, page).work)

    return weight(run, page) / weight(first, same(first, page))


def details(run, first):
    """Everything of one engine at one size."""
    print(f"\n{run.title} ({run.count} with {run.messages} messages, {run.open} open)")
    print(f"{'page':26}{'bytes':>8}{'queries':>8}{'req/s':>8}{'ratio':>7}{'aim':>6}{'cpu µs':>8}{'growth':>8}{'p50 ms':>8}{'p99 ms':>8}{'p99.9':>8}")
    for page in [*run.yardsticks, *run.pages]:
        share = "" if page in run.yardsticks else f"{ratio(run, page):.2f}"
        aim = "" if page.aim is None else f"{page.aim:g}"
        grown = f"{growth(run, page, first):.2f}" if first is not run and page not in run.yardsticks else ""
        fixed = "".join(f"{page.fixed[part]:8.1f}" for part in (50, 99, 99.9)) if page.fixed else ""
        print(f"{page.name:26}{page.size:8}{page.statements:8}{statistics.median(page.rates):8.0f}{share:>7}{aim:>6}"
              f"{statistics.median(page.work):8.0f}{grown:>8}{fixed}")
    slowest = max(run.found, key=run.found.get)
    rate, work, late = run.started
    checked = f"; read through in {run.checked:.0f} s behind it" if run.checked else ""
    for words, value, more in [
        ("dialogues started", f"{rate:.0f}/s", f"each with journal and mail, {work:.0f} µs of processor, p99 {late:.0f} ms with {SENDERS} "
         f"senders; aim on SQLite: {STARTS}/s; one flush of the disk takes {run.flush:.2f} ms"),
        ("search of three common words", f"{statistics.median(run.found.values()):.1f} ms",
         f"median of {len(run.found)}; slowest {run.found[slowest]:.1f} ms for {slowest}; aim: under {SEARCH} ms"),
        ("memory after reading", f"{run.memory:.0f} MiB", f"{run.idle:.0f} after the start, {run.height:.0f} with writing; aim: under {MEMORY} MB"),
        ("database", f"{run.size:.0f} MiB", f"made in {run.made} s"),
        ("cold start to the first page", f"{statistics.median(run.starts):.2f} s", f"at most {max(run.starts):.2f} s; aim: under 0.5 s{checked}"),
        ("first visit over the wire", f"{run.visit:.1f} kB", "aim: under 40 kB"),
    ]:
        print(f"{words:30}{value:>12}   {more}")
    sys.stdout.flush()


def together(runs):
    """One table of all: sizes beside each other, engines behind each other."""
    for engine in dict.fromkeys(run.engine.name for run, _ in runs):
        of_engine = [(run, first) for run, first in runs if run.engine.name == engine]
        (last, first), sizes = of_engine[-1], [run for run, _ in of_engine]
        heads = [f"{run.count:,}".replace(",", " ") for run in sizes]
        print(f"\n{engine}: ratio to the yardstick at each number of dialogues; the rest at the largest\n")
        row("Page", "queries", *heads, "aim", "growth", "cpu µs", "p50", "p99", "p99.9 ms")
        row("---", *["--:"] * (len(heads) + 7))
        for page in last.pages:
            ratios = [f"{ratio(run, same(run, page)):.2f}" for run in sizes]
            aim = "" if page.aim is None else f"{page.aim:g}"
            fixed = [f"{page.fixed[part]:.1f}" for part in (50, 99, 99.9)]
            row(page.name, page.statements, *ratios, aim, f"{growth(last, page, first):.2f}", f"{statistics.median(page.work):.0f}", *fixed)
        print()
        row("", *heads, "aim")
        row("---", *["--:"] * (len(heads) + 1))
        row("dialogues started a second", *[f"{run.started[0]:.0f}" for run in sizes], f"{STARTS} on SQLite")
        row("search of three common words, ms: median, slowest",
            *[f"{statistics.median(run.found.values()):.1f}, {max(run.found.values()):.1f}" for run in sizes], SEARCH)
        row("memory, MiB", *[f"{run.memory:.0f}" for run in sizes], f"{MEMORY} MB")
        row("database, MiB", *[f"{run.size:.0f}" for run in sizes], "")
        row("cold start, s", *[f"{statistics.median(run.starts):.2f}" for run in sizes], "0.5")


def row(*cells):
    print(f"| {' | '.join(str(cell) for cell in cells)} |")


def shortfalls(runs):
    """What does not reach its aim, in words."""
    print("\nWhat falls short")
    for run, first in runs:
        for words in misses(run, first):
            print(f"  {run.title}: {words}")


def misses(run, first):
    found = [f"{page.name}: {ratio(run, page):.2f} of the yardstick, aim {page.aim:g}" for page in run.pages
             if page.aim and ratio(run, page) < page.aim]
    if first is not run:
        found += [f"{page.name}: {growth(run, page, first):.2f} times the work of {first.dialogues} dialogues, aim {GROWTH:g}"
                  for page in run.pages if growth(run, page, first) > GROWTH]
    slowest = max(run.found.values())
    if slowest > SEARCH:
        found.append(f"search: {slowest:.1f} ms, aim {SEARCH}")
    if run.engine.name == "sqlite" and run.started[0] < STARTS:
        found.append(f"dialogues started: {run.started[0]:.0f}/s, aim {STARTS}")
    if run.memory * (1 << 20) > MEMORY * 1e6:
        found.append(f"memory: {run.memory:.0f} MiB, aim {MEMORY} MB")
    return found
