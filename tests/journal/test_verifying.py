"""What was changed behind the journal's back is found and named, in the database and from the export."""

from tests.journal.conftest import Journal


async def test_an_untouched_journal_is_verified_to_its_end(history: Journal) -> None:
    verdict = await history.verify()
    assert verdict.fault is None
    assert (verdict.seals, verdict.blobs, verdict.changes, verdict.checkpoints) == (12, 48, 24, 2)
    assert (verdict.confirmed, verdict.pending) == (10, 0)

    code, told = history.verify_far_away(await history.export())
    assert (code, verdict.root.hex() in told) == (0, True), told
    code, told = history.verify_far_away(await history.export(with_bytes=False))
    assert (code, "12 seals, 10 of them" in told) == (0, True), told
