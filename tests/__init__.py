"""Our tests: a package of its own name, because a library of the tests installs one called the same."""
