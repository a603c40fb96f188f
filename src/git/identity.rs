//! Who git takes somebody to be. Knows names and addresses as git would write them into a commit, not reviewers.

use super::error::GitError;
use super::repository::Repository;
use crate::text::Foreign;

/// A name and an address, as a commit holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub name: Foreign,
    pub email: Foreign,
}

/// In which of the two places of a commit somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Author,
    Committer,
}

impl Role {
    /// The variable of git that tells the whole identity, the variable of the environment and the key of the
    /// configuration that hold the address.
    fn sources(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Author => ("GIT_AUTHOR_IDENT", "GIT_AUTHOR_EMAIL", "author.email"),
            Self::Committer => ("GIT_COMMITTER_IDENT", "GIT_COMMITTER_EMAIL", "committer.email"),
        }
    }
}

/// Returns whom git would name, or `None` when nobody has told it: an address that git has put together from
/// the names of user and machine is nobody's.
pub fn identity(repository: &Repository, role: Role) -> Result<Option<Identity>, GitError> {
    if !is_named(repository, role)? {
        return Ok(None);
    }
    let (ident, ..) = role.sources();
    let answer = repository.call("var").arg(ident).answer()?;
    // An empty name, or one that git may not guess (`user.useConfigOnly`).
    if answer.code != 0 {
        return Ok(None);
    }
    Ok(read(&answer.output))
}

/// Tells whether anybody has told git an address for `role`.
pub(super) fn is_named(repository: &Repository, role: Role) -> Result<bool, GitError> {
    let (_, variable, key) = role.sources();
    if [variable, "EMAIL"].iter().any(|name| repository.git().variable(name).is_some()) {
        return Ok(true);
    }
    let config = repository.config()?;
    let is_set = |key| config.value(key).is_some_and(|value| !value.trim_ascii().is_empty());
    Ok(is_set(key) || is_set("user.email"))
}

/// Reads `Name <address> seconds zone`.
fn read(answer: &[u8]) -> Option<Identity> {
    let text = String::from_utf8_lossy(answer);
    let (name, rest) = text.rsplit_once(" <")?;
    let (email, _) = rest.rsplit_once('>')?;
    let whole = !name.is_empty() && !email.is_empty();
    whole.then(|| Identity { name: Foreign::from(name), email: Foreign::from(email) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_name_and_address() {
        let found = read("甲 <jia@example.org> 1790000000 +0800\n".as_bytes()).unwrap();
        assert_eq!((found.name.raw(), found.email.raw()), ("甲", "jia@example.org"));
        for nobody in ["", " <a@b> 1 +0000", "a <> 1 +0000", "a"] {
            assert_eq!(read(nobody.as_bytes()), None, "{nobody:?}");
        }
    }
}
