foo = "abc"
(foo
 .upper()
 .lower()
 .nope())
