// The main() of every unit test program; the tests themselves are in the folders that mirror src/.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
