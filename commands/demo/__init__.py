"""The synthetic registry that fills the sandbox and the benchmarks: a pure generator and its loading."""
