//! How far the longest tests go: not far in every run, all the way where `FUPAN_TEST_ALL` is set.

/// Returns `usual`, or `all` where the variable is set.
pub(crate) fn extent<T>(usual: T, all: T) -> T {
    if std::env::var_os("FUPAN_TEST_ALL").is_some() { all } else { usual }
}
