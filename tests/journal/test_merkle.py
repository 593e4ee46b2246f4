"""Heads and proofs agree with the definition of RFC 6962, and no other proof is accepted."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.merkle import (
    EMPTY,
    Frontier,
    consistency_ranges,
    inclusion_ranges,
    is_consistent,
    is_included,
    joined,
    leaf_hash,
    node_hash,
    whole_subtrees,
)

# The tree of eight leaves that implementations of Certificate Transparency test with.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def naive_head(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(naive_head(leaves[:k]), naive_head(leaves[k:]))


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if index < k:
        return [*naive_path(index, leaves[:k]), naive_head(leaves[k:])]
    return [*naive_path(index - k, leaves[k:]), naive_head(leaves[:k])]


def naive_proof(old: int, leaves: list[bytes], *, is_whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2, word for word."""
    if old == len(leaves):
        return [] if is_whole else [naive_head(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if old <= k:
        return [*naive_proof(old, leaves[:k], is_whole=is_whole), naive_head(leaves[k:])]
    return [*naive_proof(old - k, leaves[k:], is_whole=False), naive_head(leaves[:k])]


def tree(size: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(4, "big")) for number in range(size)]


def heads(ranges: list[tuple[int, int]], leaves: list[bytes]) -> list[bytes]:
    """Look the ranges up, by the whole subtrees that they are cut into."""
    found = []
    for span in ranges:
        subtrees = [naive_head(leaves[at << level : (at + 1) << level]) for level, at in whole_subtrees(span)]
        found.append(joined(subtrees))
    return found


SIZES = st.integers(1, 150)


def test_the_known_tree_has_its_known_head() -> None:
    assert Frontier().extended(map(leaf_hash, LEAVES)).root().hex() == ROOT
    assert Frontier().root() == EMPTY


@given(SIZES, st.data())
def test_a_frontier_may_be_left_and_gone_on_from(size: int, data: st.DataObject) -> None:
    leaves = tree(size)
    pause = data.draw(st.integers(0, size))
    first = Frontier().extended(leaves[:pause])
    assert first.root() == naive_head(leaves[:pause])
    assert first.extended(leaves[pause:]).root() == naive_head(leaves)


@given(SIZES, st.data())
def test_inclusion_proofs_are_those_of_the_definition(size: int, data: st.DataObject) -> None:
    leaves = tree(size)
    index = data.draw(st.integers(0, size - 1))
    path = heads(inclusion_ranges(index, size), leaves)
    assert path == naive_path(index, leaves)
    assert is_included(leaves[index], index, size, path, naive_head(leaves))


@given(SIZES, st.data())
def test_consistency_proofs_are_those_of_the_definition(size: int, data: st.DataObject) -> None:
    leaves = tree(size)
    old = data.draw(st.integers(1, size))
    path = heads(consistency_ranges(old, size), leaves)
    assert path == naive_proof(old, leaves)
    assert is_consistent(old, size, naive_head(leaves[:old]), naive_head(leaves), path)


@given(SIZES, st.data())
def test_no_proof_serves_another_leaf_place_or_tree(size: int, data: st.DataObject) -> None:
    leaves = tree(size)
    index = data.draw(st.integers(0, size - 1))
    path, root = naive_path(index, leaves), naive_head(leaves)
    other = data.draw(st.integers(0, size - 1).filter(lambda each: each != index)) if size > 1 else size
    assert not is_included(leaf_hash(b"other"), index, size, path, root)
    assert not is_included(leaves[index], other, size, path, root)
    assert not is_included(leaves[index], index, size, [*path, root], root)
    assert not is_included(leaves[index], index, size, path, EMPTY)
    if path:
        assert not is_included(leaves[index], index, size, path[:-1], root)


@given(SIZES, st.data())
def test_a_tree_that_was_rewritten_is_not_consistent(size: int, data: st.DataObject) -> None:
    leaves = tree(size)
    old = data.draw(st.integers(1, size))
    path, root = naive_proof(old, leaves), naive_head(leaves)
    forged = [leaf_hash(b"forged"), *leaves[1:]]
    assert not is_consistent(old, size, naive_head(forged[:old]), root, path)
    assert not is_consistent(old, size, naive_head(leaves[:old]), naive_head(forged), path)
    assert not is_consistent(old, size, naive_head(leaves[:old]), root, [*path, root])
    if path:
        assert not is_consistent(old, size, naive_head(leaves[:old]), root, path[:-1])


@pytest.mark.parametrize("size", [0, -1])
def test_there_are_no_proofs_about_nothing(size: int) -> None:
    assert not is_included(EMPTY, 0, size, [], EMPTY)
    assert not is_consistent(size, 5, EMPTY, EMPTY, [])
    assert not is_consistent(5, 3, EMPTY, EMPTY, [])
