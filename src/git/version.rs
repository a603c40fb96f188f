//! The version of the `git` program, as it names itself. Knows which one is needed, not what each can do.

use std::fmt;

/// The version of a `git` program, for example 2.38.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

impl Version {
    /// The oldest version that fupan works with: it knows `safe.bareRepository` and `merge-tree --write-tree`.
    pub const NEEDED: Self = Self { major: 2, minor: 38 };

    /// The first version that can be told where attributes come from (`GIT_ATTR_SOURCE`).
    pub(super) const ATTRIBUTE_SOURCE: Self = Self { major: 2, minor: 41 };

    /// Reads the answer of `git --version`, whatever a vendor has put behind the numbers.
    pub fn parse(answer: &str) -> Option<Self> {
        let numbers = answer.strip_prefix("git version ")?.split_whitespace().next()?;
        let mut parts = numbers.split('.');
        let major = parts.next()?.parse().ok()?;
        let minor = parts.next()?.parse().ok()?;
        Some(Self { major, minor })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_vendors_print() {
        let cases = [
            ("git version 2.47.3\n", Some((2, 47))),
            ("git version 2.39.5 (Apple Git-154)\n", Some((2, 39))),
            ("git version 2.48.0.windows.1\n", Some((2, 48))),
            ("git version 2.40.rc1\n", Some((2, 40))),
            ("git version 3.0\n", Some((3, 0))),
            ("git version two\n", None),
            ("hub version 2.14\n", None),
            ("", None),
        ];
        for (answer, expected) in cases {
            let found = Version::parse(answer).map(|version| (version.major, version.minor));
            assert_eq!(found, expected, "{answer:?}");
        }
    }

    #[test]
    fn orders_by_number_and_not_by_text() {
        let old = Version { major: 2, minor: 9 };
        assert!(old < Version::NEEDED);
        assert!(Version { major: 3, minor: 0 } > Version::NEEDED);
    }
}
