//! Writes the configuration that makes git itself use this program on plan files: into the repository, and nowhere else.

use super::World;
use super::repository::{failure, repository};
use crate::git;
use crate::job::{SetUp, SetUpFailure};
use crate::store::FILE_LIMIT;

/// What `.gitattributes` says in the plan directory.
pub const ATTRIBUTES: &str = "*.toml diff=fupan merge=fupan";

/// Writes what is not there yet.
pub(super) fn set_up(world: &World) -> Result<SetUp, SetUpFailure> {
    let repository = repository(world).map_err(SetUpFailure::Repository)?;
    let path = world.plans.path().join(".gitattributes");
    let failed =
        |error: std::io::Error| SetUpFailure::NotWritten { file: world.shown(&path), fault: (&error).into() };
    // git reads no attributes through a link, and what it leads to may be anybody's.
    if path.is_symlink() {
        return Err(SetUpFailure::IsLink { file: world.shown(&path) });
    }
    let settings = git::configure(&repository).map_err(|error| SetUpFailure::Repository(failure(&error)))?;
    let bytes = match world.files.open(&path).and_then(|mut file| file.read(FILE_LIMIT)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed(error)),
    };
    let there = bytes.split(|&byte| byte == b'\n').any(|line| line.trim_ascii() == ATTRIBUTES.as_bytes());
    if !there {
        let gap: &[u8] = if bytes.is_empty() || bytes.ends_with(b"\n") { b"" } else { b"\n" };
        let whole = [bytes.as_slice(), gap, ATTRIBUTES.as_bytes(), b"\n"].concat();
        world.files.replace(&path, &whole).map_err(failed)?;
    }
    Ok(SetUp { settings, attributes: !there })
}
