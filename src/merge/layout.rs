//! Which file of a plan directory is what, by its path.

use std::path::Path;

/// Tells whether the file holds what is true for the whole plan.
pub(super) fn is_strategy(path: &Path) -> bool {
    path == Path::new("strategy.toml")
}

/// Tells whether the file holds the plan: the strategy, or an area.
pub(super) fn is_of_plan(path: &Path) -> bool {
    is_toml(path) && path.parent() == Some(Path::new(""))
}

/// Tells whether the file holds what somebody recorded.
pub(super) fn is_records(path: &Path) -> bool {
    is_toml(path) && path.parent() == Some(Path::new("reviews"))
}

fn is_toml(path: &Path) -> bool {
    let visible = path.file_name().is_some_and(|name| !name.as_encoded_bytes().starts_with(b"."));
    visible && path.extension().is_some_and(|ending| ending == "toml")
}
