"""LC1xx: the text of a file, before any of its keys has a meaning."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "LC101",
        "empty file",
        "The file has no content, or comments only, so there is nothing to read. Check that the right file was "
        "named and that it was saved.",
        "# nothing but this comment\n",
        "name: Dongfeng Box\n",
    ),
    Code(
        "LC102",
        "duplicate key",
        "The same key stands twice in one map. Many YAML readers keep the last one without a word, so that a "
        "price typed further up silently does not count. Keep one of the two; both places are shown.",
        "name: Dongfeng Box\nprice: 89800 CNY\nprice: 98800 CNY\n",
        "name: Dongfeng Box\nprice: 98800 CNY\n",
    ),
    Code(
        "LC103",
        "tab in the indentation",
        "YAML does not allow tabs for indentation, because editors show them at different widths. Use spaces; "
        "most editors can be told to insert spaces when the tab key is pressed.",
        "rent:\n\tamount: 289.50 USD\n",
        "rent:\n  kind: fixed\n  amount: 289.50 USD\n",
    ),
    Code(
        "LC104",
        "YAML tag",
        "A word that begins with `!` is a tag: an instruction to the YAML reader on the type of a value. The "
        "program knows the type of every value and refuses tags, some of which run code in other programs. Leave "
        "the tag out. When the text itself begins with an exclamation mark, put it in quotes.",
        "name: !!str Dongfeng Box\n",
        "name: Dongfeng Box\n",
    ),
    Code(
        "LC105",
        "YAML anchor or alias",
        "`&name` marks a value and `*name` repeats it elsewhere. A value that appears in a place where it is not "
        "written is hard to review, so both are refused. Write the value out, or put what several deals share "
        "into one file and name it with `extends:`. Text that begins with `&` or `*` needs quotes.",
        "price: &car 89800 CNY\ncost: *car\n",
        "price: 89800 CNY\ncost: 89800 CNY\n",
    ),
    Code(
        "LC106",
        "YAML merge key",
        "`<<` copies the keys of another map into this one. It is refused for the same reason as anchors are "
        "(LC105). Write the keys out, or use `extends:`.",
        "rent:\n  <<: {kind: fixed}\n  amount: 289.50 USD\n",
        "rent:\n  kind: fixed\n  amount: 289.50 USD\n",
    ),
    Code(
        "LC107",
        "key that is no text",
        "A key is missing before a colon, or a list or a map stands where a key should. Keys are words. A text "
        "that begins with a bracket or a brace needs quotes.",
        "[price]: 89800 CNY\n",
        "price: 89800 CNY\n",
    ),
    Code(
        "LC108",
        "second document",
        "A line `---` begins a second document in the same file. One file holds one document: what follows would "
        "be ignored by some readers and take the place of the first by others. Put it into a file of its own, and "
        "price several files with one command.",
        "name: Dongfeng Box\n---\nname: Yuan Up\n",
        "name: Dongfeng Box\n",
    ),
    Code(
        "LC109",
        "invisible character",
        "The file has a control character, a surrogate or an unusual line separator, often left by copying from a "
        "web page, a PDF or a spreadsheet. Editors do not show it, so it is refused. Delete it; retyping the line "
        "is the surest way.",
        "name: Dongfeng\u2028Box\n",
        "name: Dongfeng Box\n",
    ),
    Code(
        "LC110",
        "file too large",
        "The file is larger than 10 MB. Deal and market files are far smaller; probably another file was named by "
        "mistake. A long table of deals is better kept as many deal files, or as a CSV file for a batch.",
    ),
    Code(
        "LC111",
        "file nested too deep",
        "Lists or maps stand in one another more than 30 levels deep. No deal or market needs that many; look for "
        "brackets that are opened and never closed.",
        "notes: " + "[" * 31 + "]" * 31 + "\n",
        "notes: [one, two]\n",
    ),
    Code(
        "LC112",
        "look-alike character in the syntax",
        "A full-width colon or bracket, a typographic quote, a no-break space or an ideographic space stands "
        "where YAML needs the ASCII character. Input methods and word processors insert them. Inside text they "
        "are welcome; as part of the syntax they must be `:`, `\"`, `'`, `[`, `]` and plain spaces.",
        "name：Dongfeng Box\nprice: 89800 CNY\n",
        "name: Dongfeng Box\nprice: 89800 CNY\n",
    ),
    Code(
        "LC113",
        "quote that is not closed",
        "A value begins with a quote, and the file ends before the quote is closed. Close it. An apostrophe at "
        "the start of a word needs double quotes around the whole text.",
        "name: 'Dongfeng Box\n",
        "name: 'Dongfeng Box'\n",
    ),
    Code(
        "LC114",
        "bracket that is not closed",
        "A list `[...]` or a map `{...}` on one line is not closed, or a comma between two of its members is "
        "missing. The caret stands under the bracket that was opened.",
        "terms: [30% at order, 70% 90 days after export\n",
        "terms: [30% at order, 70% 90 days after export]\n",
    ),
    Code(
        "LC115",
        "indentation or colon out of place",
        "The lines do not form maps and lists: a line is indented differently from its sisters, has no colon, or "
        "has one too many. Sister keys begin in the same column. Text that has a colon and a space in it needs "
        "quotes.",
        "rent:\n  kind: fixed\n amount: 289.50 USD\n",
        "rent:\n  kind: fixed\n  amount: 289.50 USD\n",
    ),
    Code(
        "LC116",
        "text that YAML cannot read",
        "The text breaks a rule of YAML that has no code of its own: a value begins with a character that YAML "
        "keeps for itself (`@`, a backtick, `%`), text follows a closed quote, or the file begins with a "
        "directive. Quotes around the whole value mend most of these.",
        "name: @home\n",
        'name: "@home"\n',
    ),
    Code(
        "LC117",
        "unknown escape",
        "In double quotes a backslash begins an escape such as `\\n`. The letter after it is none that YAML knows, "
        "as happens with Windows paths. Use single quotes, in which a backslash is a backslash, or write two of "
        "them.",
        'name: "C:\\deals"\n',
        "name: 'C:\\deals'\n",
    ),
    Code(
        "LC118",
        "file that is not UTF-8",
        "Files are read as UTF-8, whatever the computer's language. This one has bytes that are not, and was "
        "probably saved in another encoding (GBK, Windows-1252, UTF-16). Save it again as UTF-8; every editor "
        "can.",
    ),
)
