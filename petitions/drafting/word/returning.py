"""What somebody changed in Word, as changes of the text that the file was made from. Pure.

A paragraph whose words are the same stays byte for byte as it was typed, however it was typed. The changes made
together give the very blocks that the file says; where one paragraph at a time can't, the text is written anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from petitions.core.blocks import Block, Note
from petitions.core.errors import DomainError
from petitions.core.markdown import to_blocks
from petitions.drafting.paragraphs import Change, applied, changes
from petitions.drafting.word.aligning import aligned
from petitions.drafting.word.labels import known_again, labelled
from petitions.drafting.word.links import as_known
from petitions.drafting.word.markup import Markup, other_marker, standard_marker, tidied
from petitions.drafting.word.units import Taken, Unit, marks, notes_of, take_apart, units


@dataclass(frozen=True)
class Returned:
    """What to suggest; ``lost`` counts the paragraphs in which stress or a link could not be kept.

    ``homes`` tell of each unit of what came back in which paragraph of the base it stands, ``note_homes`` of the notes
    that the base knows in which it defines them.
    """

    changes: list[Change]
    lost: int
    homes: list[int | None]
    note_homes: dict[int, int]


def returned(
    base: str, blocks: Sequence[Block], hints: Sequence[int | None] = (), note_hints: Mapping[int, int] | None = None
) -> Returned:
    """The changes that make the base say what the blocks say.

    ``hints`` tell of each unit of the blocks from which paragraph of the base it came, ``note_hints`` of each note
    which number it had there. Raises `TextTooLong` and `NestedTooDeep`.
    """
    said = tidied(to_blocks(base))
    wanted = tidied(as_known(blocks, said))
    taken = take_apart(base)
    if said == wanted:
        return Returned([], 0, list(taken.homes if taken else hints), dict(taken.note_homes if taken else {}))
    homes, note_homes = list(hints), {}
    if taken is not None and taken.paragraphs:
        back = _Back(taken, wanted, hints, note_hints or {})
        found, homes, note_homes = back.changes(), back.homes(), back.note_homes()
        if _says(base, found, wanted):
            return Returned(found, back.new.inline.lost, homes, note_homes)
    plain = Markup(labelled({}, notes_of(wanted), {}))
    return Returned(changes(base, plain.blocks(wanted)), plain.inline.lost, homes, note_homes)


def _says(base: str, found: Sequence[Change], wanted: Sequence[Block]) -> bool:
    made = applied(base, found)
    try:
        return not made.refused and tidied(to_blocks(made.body)) == wanted
    except DomainError:
        return False


class _Back:
    """One text that came back, held against its base."""

    def __init__(
        self, base: Taken, wanted: Sequence[Block], hints: Sequence[int | None], note_hints: Mapping[int, int]
    ) -> None:
        self.base = base
        self.units = units(wanted)
        self.notes = {note.number: note for note in notes_of(wanted)}
        known = {number: note.label for number, note in base.notes.items()}
        same = known_again(base.notes, self.notes.values(), note_hints)
        labels = labelled(base.notes, self.notes.values(), same)
        self.now = {old: self.notes[new] for new, old in same.items()}
        self.old, self.new = Markup(known), Markup(labels)
        self.old_words = [self._words(self.old, unit) for unit in base.units]
        self.new_words = [self._words(self.new, unit) for unit in self.units]
        self.origins = aligned(self.old_words, self.new_words, base.homes, hints)
        self.markers = self._markers()
        self.gathered = self._gathered()

    def changes(self) -> list[Change]:
        """What has to be changed in each paragraph of the base."""
        fresh = self._fresh_notes()
        found = []
        for number, text in enumerate(self.base.paragraphs):
            wanted = self._paragraph(number, self.gathered[number], fresh)
            if wanted != text:
                found.append(Change(number, text, wanted))
        return found

    def homes(self) -> list[int | None]:
        """In which paragraph of the base each unit stands."""
        places = {place: home for home, here in enumerate(self.gathered) for place in here}
        return [places.get(place) for place in range(len(self.units))]

    def note_homes(self) -> dict[int, int]:
        """In which paragraph the base defines each note that is still there."""
        homes = self.base.note_homes
        return {note.number: homes[old] for old, note in self.now.items() if old in homes}

    def _paragraph(self, number: int, here: list[int], fresh: Mapping[int, list[Note]]) -> str:
        defined = self._defined(number)
        kept = [note for note in defined if note is not None]
        whole = len(kept) == len(defined) and not any(fresh.get(place) for place in here)
        if whole and self._same_units(self._of(number), here) and self._same_notes(number, kept):
            return self.base.paragraphs[number]
        inside = [list(fresh.get(place, [])) for place in here]
        if inside:
            inside[-1] += kept
        parts = list(map(self._unit, here, inside)) or list(map(self.new.definition, kept))
        return _together(parts, [self.units[place].listing is not None for place in here])

    def _of(self, number: int) -> list[int]:
        return [place for place, home in enumerate(self.base.homes) if home == number]

    def _same_units(self, old: Sequence[int], new: Sequence[int]) -> bool:
        return len(old) == len(new) and all(map(self._same, old, new))

    def _same(self, old: int, new: int) -> bool:
        before, after = self.base.units[old], self.units[new]
        if self.origins[new] != old or self.old_words[old] != self.new_words[new]:
            return False
        one, other = before.listing, after.listing
        if one is None or other is None:
            return one is other
        return (one.marker, before.place == 0) == (self.markers[after.serial], after.place == 0) and (
            before.place > 0 or one.start == other.start
        )

    def _same_notes(self, number: int, kept: Sequence[Note]) -> bool:
        old = [note for note in self.base.notes.values() if self.base.note_homes.get(note.number) == number]
        return sorted(map(self.old.definition, old)) == sorted(map(self.new.definition, kept))

    def _defined(self, number: int) -> list[Note | None]:
        """The notes that this paragraph of the base defines, as they are now; None for one that is gone."""
        return [self.now.get(old) for old, home in self.base.note_homes.items() if home == number]

    def _unit(self, place: int, notes: Sequence[Note]) -> str:
        """A unit with notes said right behind it: inside the item of a list, so that the list goes on after them."""
        unit = self.units[place]
        more = list(map(self.new.definition, notes))
        if unit.listing:
            return self.new.item(unit.listing, unit.place, self.markers[unit.serial], more=more)
        return "\n\n".join([self.new_words[place], *more])

    def _words(self, markup: Markup, unit: Unit) -> str:
        listing = unit.listing
        if listing is None:
            return markup.blocks([unit.block])
        sign = "1." if listing.ordered else "-"
        return f"{sign} {markup.blocks(listing.items[unit.place])}"

    def _markers(self) -> dict[int, str]:
        """The marker of each list: the one that it had, or another where a list of its kind stands right before it."""
        markers: dict[int, str] = {}
        for place, unit in enumerate(self.units):
            if unit.listing is None or unit.serial in markers:
                continue
            marker = self._old_marker(unit)
            before = self.units[place - 1] if place else None
            beside = (
                before is not None and before.listing is not None and before.listing.ordered == unit.listing.ordered
            )
            if beside and before is not None and markers[before.serial] == marker and not self._apart(place):
                marker = other_marker(unit.listing.ordered, marker)
            markers[unit.serial] = marker
        return markers

    def _old_marker(self, unit: Unit) -> str:
        """The marker of the list in the base that its first known item comes from."""
        listing = unit.listing
        ordered = listing is not None and listing.ordered
        for place, other in enumerate(self.units):
            origin = self.origins[place]
            if other.serial == unit.serial and origin is not None:
                old = self.base.units[origin].listing
                if old is not None and old.ordered == ordered:
                    return old.marker
        return standard_marker(ordered)

    def _apart(self, place: int) -> bool:
        """Whether this unit and the one before stood apart in the base by something that is no unit, as a note is."""
        before, here = self.origins[place - 1], self.origins[place]
        if before is None or here != before + 1:
            return False
        return self.base.units[before].serial != self.base.units[here].serial

    def _gathered(self) -> list[list[int]]:
        """For each paragraph of the base the units that shall stand in its place."""
        gathered: list[list[int]] = [[] for _text in self.base.paragraphs]
        used = set(self.origins)
        home, last = (self.base.homes[0] if self.base.homes else 0), -1
        begins = self._first_known()
        for place, origin in enumerate(self.origins):
            ahead = begins.get(self.units[place].serial, -1)
            if origin is not None:
                last = origin
            elif ahead > last:
                # A list that begins with something new is still one list.
                gathered[self.base.homes[ahead]].append(place)
                continue
            elif last + 1 < len(self.base.units) and last + 1 not in used:
                # What replaces a paragraph stands where that one stood.
                last += 1
            home = self.base.homes[last] if last >= 0 else home
            gathered[home].append(place)
        return gathered

    def _first_known(self) -> dict[int, int]:
        """For each list that the base has the unit of the base that its first known item was."""
        found: dict[int, int] = {}
        for unit, origin in zip(self.units, self.origins, strict=True):
            if unit.listing is not None and origin is not None:
                found.setdefault(unit.serial, origin)
        return found

    def _fresh_notes(self) -> dict[int, list[Note]]:
        """The notes that the base has not, each with the unit that marks it first; the rest with the last unit."""
        known = {note.number for note in self.now.values()}
        fresh = set(self.notes) - known
        found: dict[int, list[Note]] = {}
        for place, unit in enumerate(self.units):
            for number in marks(unit):
                if number in fresh:
                    fresh.remove(number)
                    found.setdefault(place, []).append(self.notes[number])
        if fresh and self.units:
            found.setdefault(len(self.units) - 1, []).extend(self.notes[number] for number in sorted(fresh))
        return found


def _together(parts: Sequence[str], items: Sequence[bool]) -> str:
    """Parts with empty lines between them; short items of a list right below each other."""
    text = ""
    for place, part in enumerate(parts):
        close = 0 < place < len(items) and items[place - 1] and items[place]
        close = close and "\n\n" not in parts[place - 1] and "\n\n" not in part
        text += ("" if not place else "\n" if close else "\n\n") + part
    return text
