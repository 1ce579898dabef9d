"""LC3xx: how keys, lists and maps fit together."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "LC301",
        "unknown key",
        "The program does not know the key in this place, and refuses it rather than pass over a value that you "
        "meant to count. Check the spelling (the hint names the nearest key) and the indentation: a key that is "
        "indented too little or too much belongs to another map.",
        "discuont_rate: 9%\n",
        "discount_rate: 9%\n",
    ),
    Code(
        "LC302",
        "missing key",
        "A key that has no default is not there. The place shown is the map in which it should stand, or the "
        "first line of the file.",
        "rent: {kind: fixed}\n",
        "rent: {kind: fixed, amount: 289.50 USD}\n",
    ),
    Code(
        "LC303",
        "wrong kind of value",
        "A list stands where a single value is meant, text where a map is meant, or the like. The message says "
        "what is expected and what was found.",
        "price: [89800 CNY]\n",
        "price: 89800 CNY\n",
    ),
    Code(
        "LC304",
        "key without a value",
        "Nothing is written after the key, and the key needs a value. Write it, or leave the key out when it is optional.",
        "rent:\n",
        "rent: 289.50 USD\n",
    ),
    Code(
        "LC305",
        "unknown kind",
        "The map is of one of several kinds, told apart by its key `kind`, and this kind is none of them.",
        "rent: {kind: fix, amount: 289.50 USD}\n",
        "rent: {kind: fixed, amount: 289.50 USD}\n",
    ),
    Code(
        "LC306",
        "base that extends another file",
        "`extends:` goes one level deep: the file that is extended may not itself extend a third. So the value of "
        "a key is found in one of two files, never further away.",
    ),
    Code(
        "LC308",
        "table that is none",
        "A list may be written in a CSV file of its own, named in the place of the list: `stream: instalments.csv`. Its first line holds the keys of an item "
        "(`count,pays`), each further line one item with as many cells, separated by commas; an empty cell is a key that is left out.",
    ),
    Code(
        "LC307",
        "path that leads nowhere",
        "The path given to `--set` goes on beyond a single value, or names an item that a list does not have. "
        "Items are counted from 0: `sale.terms.0` is the first.",
    ),
)
