"""`python -m bench`: one table of what the product does a second, held against bare Flask routes."""

from argparse import ArgumentDefaultsHelpFormatter, ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.petitions import FEW, petitions
from bench.registers import registers
from bench.server import SYNCHRONOUS
from bench.table import HEAD, Row, lines
from bench.trial import Trial, trial
from bench.versions import versions
from petitions.ops.serve import ROOT
from tests.support import postgres


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    for line in _durability(asked) if asked.durability else _product(asked):
        print(line)


def _product(asked: Namespace) -> list[str]:
    rounds = asked.rounds + 1
    with ExitStack() as open_meanwhile:
        keep = open_meanwhile.enter_context
        postgresql = keep(postgres.running(durable=True))
        postgresql.create("bench")
        postgresql.create("petitions")
        one = keep(trial(asked.folder, rounds, asked.size))
        two = keep(trial(asked.folder, rounds, asked.size, postgresql.url("bench")))
        other = keep(registers(asked.folder, asked.people))
        long, short = keep(versions(asked.folder))
        rows = [
            Row("confirmed signatures, SQLite", one.confirm, one.write),
            Row("the same, against a single INSERT", one.confirm, one.insert),
            Row("session, token and form, as many statements, SQLite", one.fill_in, one.write),
            Row("confirmed signatures, PostgreSQL", two.confirm, two.write),
            Row("the same, against a single INSERT", two.confirm, two.insert),
            Row("session, token and form, as many statements, PostgreSQL", two.fill_in, two.write),
            Row("public campaign pages", one.read, one.read_bare),
            Row(f"names searched among {asked.people:,}", other.search, other.select),
            Row("members imported", other.take, other.insert),
            Row("texts saved and compared, 200 versions to 2", long.save_and_compare, short.save_and_compare),
        ]
        for name, address in (("SQLite", ""), ("PostgreSQL", postgresql.url("petitions"))):
            large, small = keep(petitions(asked.folder, rounds, asked.size, asked.signatures, address))
            rows += [
                Row(
                    f"{asked.signatures:,} signatures to {FEW:,}: confirmed, {name}",
                    large.confirm,
                    small.confirm,
                    wake=small.wake,
                ),
                Row(f"the same: public page with count, {name}", large.read, small.read),
                Row(f"the same: page of names, {name}", large.turn, small.turn),
            ]
        _run(rows, asked.rounds)
        return [*_statements(one, two), "", *lines(rows)]


def _statements(*trials: Trial) -> list[str]:
    return [f"A confirmation runs {one.statements} statements on {one.database}." for one in trials]


def _durability(asked: Namespace) -> list[str]:
    """Commits that survive a power cut against those that may not, on two servers that take turns."""
    rounds = asked.rounds + 1
    full = trial(asked.folder, rounds, asked.size, **{SYNCHRONOUS: "FULL"})
    normal = trial(asked.folder, rounds, asked.size, **{SYNCHRONOUS: "NORMAL"})
    with full as one, normal as other:
        rows = [
            Row("confirmed signatures", one.confirm, other.confirm),
            Row("bare route, as many statements", one.write, other.write),
        ]
        _run(rows, asked.rounds)
        return lines(rows, ("", "FULL", "NORMAL", *HEAD[3:]))


def _run(rows: Sequence[Row], rounds: int) -> None:
    """One round to warm up, then those that count, in turns: the machine may be busy with something else."""
    for _ in range(rounds + 1):
        for row in rows:
            row.measure()
    for row in rows:
        del row.rounds[0]


def _arguments() -> Namespace:
    parser = ArgumentParser("python -m bench", description=__doc__, formatter_class=ArgumentDefaultsHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds count")
    parser.add_argument("--size", type=int, default=40, help="how many signatures are confirmed in a round")
    parser.add_argument("--people", type=int, default=50_000, help="among how many people names are searched")
    parser.add_argument("--signatures", type=int, default=1_000_000, help="how many the large petition has")
    parser.add_argument("--folder", type=Path, default=ROOT / "instance", help="where the databases lie meanwhile")
    parser.add_argument("--durability", action="store_true", help="compare synchronous=FULL with NORMAL instead")
    return parser.parse_args()


if __name__ == "__main__":
    main()
