"""What still stands between a campaign and its closing, or its dispatch. Pure: sentences made from plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import format_number, ngettext
from flask_babel import gettext as _


@dataclass(frozen=True)
class Public:
    """How many members of the public have not signed the newest version, or stand on the closed list otherwise today.

    They may be a million, and are never named here.
    """

    stale: int = 0
    missing: int = 0
    disputed: int = 0
    late: int = 0


@dataclass(frozen=True)
class Standing:
    """How a campaign stands today.

    ``shortfalls`` are the sentences of the instrument's rules that are not met, ``unapproved`` those of approvals that
    the version lacks; ``stale``, ``lapsed`` and ``unauthorised`` name signatories: a mandate has ended, or the
    authority to sign for an organisation, or an office in it; ``missing``, ``disputed`` and ``late`` name those by whom
    today's consents differ from the closed edition. A text that ``is_lodged`` needs no addressees. So many signatures
    are ``waiting`` for a look, and would be missing on the list. Of a petition all that concerns signatories is
    counted in ``public``.
    """

    shortfalls: Sequence[str] = ()
    has_version: bool = True
    is_newest: bool = True
    unapproved: Sequence[str] = ()
    stale: Sequence[str] = ()
    lapsed: Sequence[str] = ()
    unauthorised: Sequence[str] = ()
    addressees: int = 1
    is_lodged: bool = False
    waiting: int = 0
    missing: Sequence[str] = ()
    disputed: Sequence[str] = ()
    late: Sequence[str] = ()
    same_version: bool = True
    public: Public = Public()


def unmet(standing: Standing, *, as_of_signing: bool = False) -> list[str]:
    """What is unmet for closing, one sentence each; empty when nothing is.

    ``as_of_signing`` accepts knowingly that a mandate or an authority has ended since its bearer signed.
    """
    if not standing.has_version:
        return [_("No version is open for signature.")]
    return [
        *standing.shortfalls,
        *_about_the_text(standing),
        *_about_stale(standing.stale),
        *_about_stale_public(standing.public.stale),
        *_about_waiting(standing.waiting),
        *([] if as_of_signing else _about_mandates(standing.lapsed)),
        *([] if as_of_signing else _about_authorities(standing.unauthorised)),
        *(
            []
            if standing.addressees or standing.is_lodged
            else [_("No addressee is valid today. Choose at least one office.")]
        ),
    ]


def unmet_after_closing(standing: Standing, *, as_of_signing: bool = False) -> list[str]:
    """What is unmet for dispatch: all that closing asks, and that nothing has changed since."""
    found = unmet(standing, as_of_signing=as_of_signing)
    if not standing.same_version:
        found.append(_("The text has changed since the campaign was closed. Reopen it and close it again."))
    for name in standing.missing:
        found.append(
            _("%(name)s has withdrawn since the campaign was closed. Reopen it and close it again.", name=name)
        )
    for name in standing.disputed:
        found.append(
            _(
                "The signature of %(name)s, which the closed list holds, is disputed or annulled. Reopen the campaign "
                "and close it again without it, or restore it first.",
                name=name,
            )
        )
    for name in standing.late:
        found.append(_("%(name)s signed after the campaign was closed. Reopen it and close it again.", name=name))
    return [*found, *_about_changed_public(standing.public)]


def _about_the_text(standing: Standing) -> list[str]:
    if not standing.is_newest:
        return [_("There is a newer version of the text than the one that was signed.")]
    return list(standing.unapproved)


def _about_stale(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [
        ngettext(
            "%(num)s signature is stale: %(names)s signed an earlier version and has not signed this one.",
            "%(num)s signatures are stale: %(names)s signed an earlier version and have not signed this one.",
            len(names),
            names=", ".join(names),
        )
    ]


def _about_stale_public(count: int) -> list[str]:
    if not count:
        return []
    return [
        ngettext(
            "%(number)s signature is stale: given to an earlier version, and not to this one. Whoever does not renew "
            "within seven days of the last mail that asks is left out.",
            "%(number)s signatures are stale: given to an earlier version, and not to this one. Whoever does not renew "
            "within seven days of the last mail that asks is left out.",
            count,
            number=format_number(count),
        )
    ]


def _about_changed_public(public: Public) -> Iterator[str]:
    if public.missing:
        yield ngettext(
            "%(number)s person has withdrawn since the campaign was closed. Reopen it and close it again.",
            "%(number)s people have withdrawn since the campaign was closed. Reopen it and close it again.",
            public.missing,
            number=format_number(public.missing),
        )
    if public.disputed:
        yield ngettext(
            "%(number)s signature, which the closed list holds, is disputed or annulled. Reopen the campaign and close "
            "it again without it, or restore it first.",
            "%(number)s signatures, which the closed list holds, are disputed or annulled. Reopen the campaign and "
            "close it again without them, or restore them first.",
            public.disputed,
            number=format_number(public.disputed),
        )
    if public.late:
        yield ngettext(
            "%(number)s person signed after the campaign was closed. Reopen it and close it again.",
            "%(number)s people signed after the campaign was closed. Reopen it and close it again.",
            public.late,
            number=format_number(public.late),
        )


def _about_waiting(count: int) -> list[str]:
    if not count:
        return []
    return [
        ngettext(
            "%(num)d signature waits for a look. Decide whether it counts.",
            "%(num)d signatures wait for a look. Decide whether they count.",
            count,
        )
    ]


def _about_mandates(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [
        ngettext(
            "The mandate of %(names)s is not in force today.",
            "The mandates of %(names)s are not in force today.",
            len(names),
            names=", ".join(names),
        )
    ]


def _about_authorities(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [_("The authority by which these signed is not in force today: %(names)s.", names=", ".join(names))]
