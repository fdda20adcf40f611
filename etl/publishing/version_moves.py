"""How the KPIs move with a version: worked out on the finished file, and kept in its journal."""

from __future__ import annotations

from etl.comparing.kept_moves import moves_as_text
from etl.comparing.kpi_moves import Move, find_moves
from etl.comparing.revisions import Revision, find_revisions
from etl.publishing.publish import Candidate


def moves_with(candidate: Candidate, *, keep: bool) -> list[Move]:
    """Return the KPIs that move from the version before to the finished ``candidate``; ``keep`` writes them into it.

    Raises Refusal when a check finds a wrong row in it meanwhile.
    """
    found = find_moves(candidate.folder, candidate.before, candidate.path, candidate.remade)
    if keep:
        candidate.keep_moves(moves_as_text(found))
    return found


def revisions_with(candidate: Candidate) -> list[Revision]:
    """Return the published months that read otherwise in the finished ``candidate`` than in the version before."""
    return find_revisions(candidate.folder, candidate.before, candidate.path, candidate.remade)
