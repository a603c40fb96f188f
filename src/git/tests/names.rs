//! Files with odd names.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use super::temp_repository::{TempRepository, request};
use crate::git::{Oid, RepoPath, commit, contents};

const NAMES: [&[u8]; 14] = [
    b"plain.toml",
    b"two words.toml",
    b" lead and trail ",
    b"\"quoted\".toml",
    b"it's.toml",
    b"two\nlines.toml",
    b"tab\there.toml",
    b"-rf",
    b"--cacheinfo",
    b":(top)x,y.toml",
    b"star*[a]?.toml",
    b"back\\slash.toml",
    "衢州 争当先行.toml".as_bytes(),
    b"not utf8 \xff\xfe.toml",
];

#[test]
fn commits_and_reads_files_with_odd_names() {
    let temp = TempRepository::new();
    let places = [(temp.open(), "plans/"), (temp.open_at(&temp.top), "")];
    for (name, (repository, prefix)) in
        NAMES.iter().flat_map(|name| places.iter().map(move |place| (name, place)))
    {
        let path = repository.path(Path::new(OsStr::from_bytes(name))).unwrap();
        let made = commit(repository, &request(path.as_path(), "one\n")).unwrap().unwrap();
        assert!(!made.index_stale);
        let listed = temp.try_git(["diff", "-z", "--name-only", "HEAD^", "HEAD"]).stdout;
        assert_eq!(listed, [prefix.as_bytes(), name, b"\0"].concat(), "{}", name.escape_ascii());
        let head = Oid::parse(&temp.head()).unwrap();
        assert_eq!(contents(repository, &head, &[path]).unwrap(), [Some(b"one\n".to_vec())]);
        assert_eq!(temp.git(["diff", "--cached", "--name-only"]), "");
    }
    temp.assert_sound();
}

#[test]
fn finds_odd_names_among_the_ignored() {
    let temp = TempRepository::new();
    temp.write(".gitignore", "*\n");
    let repository = temp.open_at(&temp.top);
    for name in NAMES {
        let path = repository.path(Path::new(OsStr::from_bytes(name))).unwrap();
        assert_eq!(repository.ignored(std::slice::from_ref(&path)).unwrap(), [path]);
    }
}

#[test]
fn takes_no_name_for_a_pattern_among_the_ignored() {
    let temp = TempRepository::new();
    temp.write(".gitignore", "x*\n");
    let path = |name| RepoPath::new(Path::new(name)).unwrap();
    let asked = [":(top)x", ":!y", "*", "[x]", "?"].map(path);
    assert_eq!(temp.open_at(&temp.top).ignored(&asked).unwrap(), []);
    assert_eq!(temp.open_at(&temp.top).ignored(&[path("x1"), path("y")]).unwrap(), [path("x1")]);
}

#[test]
fn commits_from_a_plan_directory_with_an_odd_name() {
    for name in ["-plans", "计划 一", "a\nb", "\"q\""] {
        let temp = TempRepository::new();
        let repository = {
            std::fs::create_dir_all(temp.top.join(name)).unwrap();
            temp.open_at(&temp.top.join(name))
        };
        let path = repository.path(Path::new("reviews/jia.toml")).unwrap();
        commit(&repository, &request(path.as_path(), "one\n")).unwrap().unwrap();
        let listed = temp.try_git(["diff", "-z", "--name-only", "HEAD^", "HEAD"]).stdout;
        assert_eq!(listed, format!("{name}/reviews/jia.toml\0").into_bytes());
    }
}
