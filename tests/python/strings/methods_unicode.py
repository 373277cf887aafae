# Methods of str with Vietnamese, Greek, German and emoji; every argument form.
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


words = ["Tiếng Việt", "ĐƯỜNG phố", "straße", "ΣΊΣΥΦΟΣ", "ǅ ǆ", "ﬁn", "İstanbul", "ıi", "a1b2", "x²", "٣", "Ⅷ", "½", "", " ", "\t\n", "hello world", "it's o'clock", "UPPER", "MiXeD", "😀x", "_id", "1a", "class", "é"]
for w in words:
    print(ascii(w), [ascii(f(w)) for f in (str.upper, str.lower, str.title, str.capitalize, str.swapcase, str.casefold)])
    print("".join("01"[f(w)] for f in (str.isalpha, str.isdigit, str.isdecimal, str.isnumeric, str.isalnum, str.isspace, str.isupper, str.islower,
                                     str.istitle, str.isidentifier, str.isprintable, str.isascii)), len(w), w[::-1] == "".join(reversed(w)))
s = "một hai  ba một"
for f in (lambda: s.split(), lambda: s.split(" "), lambda: s.split(" ", 1), lambda: s.rsplit(None, 1), lambda: s.rsplit(" ", 2), lambda: s.split("một"),
          lambda: " a b ".split(maxsplit=1), lambda: " a b ".rsplit(maxsplit=1), lambda: "".split(), lambda: "".split(","), lambda: "a,b,,c,".split(","), lambda: "aXbXc".split("X", maxsplit=-1),
          lambda: s.partition("hai"), lambda: s.rpartition("một"), lambda: s.find("một", 1), lambda: s.rfind("một", 0, -1), lambda: s.count("một"), lambda: s.count(""), lambda: s.index("ba"), lambda: s.replace("một", "1", 1),
          lambda: s.startswith(("x", "một")), lambda: s.endswith("một", 5), lambda: s.startswith("hai", 4, 7), lambda: s.startswith("", 100), lambda: "".startswith(""), lambda: s.find("", 100), lambda: s.rfind(""),
          lambda: "\u00a0\u2003x\u3000".strip(), lambda: "xyxhixy".strip("xy"), lambda: "xyx".lstrip("x"), lambda: "xyx".rstrip("x"), lambda: "www.x.com".strip("w.moc"),
          lambda: "ế".center(4, "*"), lambda: "ab".center(5), lambda: "ab".ljust(1), lambda: "5".rjust(3, "0"), lambda: "-5".zfill(5), lambda: "+é".zfill(5), lambda: "--5".zfill(6),
          lambda: "a\tbc\td".expandtabs(4), lambda: "\ta\n\tb".expandtabs(), lambda: "ab\t".expandtabs(-1), lambda: "a\r\nb\rc\nd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), lambda: "a\n\nb\n".splitlines(keepends=True),
          lambda: "prefix-body".removeprefix("prefix-"), lambda: "body.txt".removesuffix(".txt"), lambda: "body".removesuffix(""), lambda: "-".join("abc"), lambda: ", ".join({"k": 1, "l": 2}), lambda: "".join(c for c in "a1b2" if c.isdigit()),
          lambda: "abc".translate(str.maketrans("ab", "xy", "c")), lambda: "abc".translate({97: "AA", 98: None, ord("c"): 100}), lambda: "abc".translate(str.maketrans({"a": "1", "b": None})), lambda: "héllo".translate(str.maketrans("é", "e")),
          lambda: "{} {}".format("a", "b"), lambda: "{1}{0}{1}".format(1, 2), lambda: "{x}-{y}".format_map({"x": 1, "y": 2}), lambda: "{x}".format_map({}), lambda: "abc" * -1, lambda: "ab" * 3, lambda: "b" in "abc", lambda: "" in "", lambda: "abc" < "abd" < "b", lambda: "Z" < "a" < "é" < "ế",
          lambda: "abcdef"[::-2], lambda: "abcdef"[-3:-1], lambda: "abcdef"[10:], lambda: "abc"[slice(None, None, -1)], lambda: max("tiếng"), lambda: sorted("bởi vì"), lambda: list(enumerate("ab", 5)), lambda: min("b", "a", key=ord), lambda: "abc".__contains__("b"),
          lambda: str(5) + repr("x") + ascii("é"), lambda: "%s" % "x", lambda: "a" "b" 'c', lambda: "\x41\u1ebf\N{GREEK SMALL LETTER ALPHA}\101", lambda: r"\n" + "\\", lambda: len("e\u0301"), lambda: "e\u0301" == "é", lambda: hash("a") == hash("a"), lambda: "tab\there", lambda: 'both "\'', lambda: "\x7f\x80\xad\u200b\ue000\U0001f600\ud800"):
    t(f)
