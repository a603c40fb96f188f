//! What is read out of commits.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::temp_repository::{TempRepository, request};
use crate::git::{
    Blob, CommitRequest, EntryKind, FileToCommit, GitError, Oid, RepoPath, commit, contents, entries, hash,
    read, read_each, state, tree,
};
use crate::regular_file::FILE_LIMIT;

fn path(text: &str) -> RepoPath {
    RepoPath::new(Path::new(text)).unwrap()
}

#[test]
fn reads_files_in_the_order_asked_for() {
    let temp = TempRepository::new();
    temp.write("plans/reviews/jia.toml", "");
    temp.git(["add", "."]);
    temp.git(["commit", "-q", "-m", "second"]);
    let repository = temp.open();
    let head = Oid::parse(&temp.head()).unwrap();
    let paths = [path("plans/reviews/jia.toml"), path("nowhere"), path("other.txt"), path("plans")];
    let found = contents(&repository, &head, &paths).unwrap();
    assert_eq!(found, [Some(vec![]), None, Some(b"one\n".to_vec()), None]);
}

#[test]
fn lists_what_a_commit_holds() {
    let temp = TempRepository::new();
    temp.write("plans/run.sh", "");
    std::os::unix::fs::symlink("run.sh", temp.top.join("plans/link")).unwrap();
    temp.git(["add", "."]);
    temp.git(["update-index", "--chmod=+x", "plans/run.sh"]);
    temp.git(["commit", "-q", "-m", "second"]);
    let repository = temp.open();
    let head = state(&repository).unwrap().head.commit().cloned().unwrap();
    let names = |found: Vec<crate::git::Entry>| -> Vec<_> {
        found.into_iter().map(|entry| (entry.path.as_path().display().to_string(), entry.kind)).collect()
    };
    let below = [
        ("plans/link".to_owned(), EntryKind::Link),
        ("plans/run.sh".to_owned(), EntryKind::Executable),
        ("plans/strategy.toml".to_owned(), EntryKind::File),
    ];
    assert_eq!(names(tree(&repository, &head, Some(&path("plans"))).unwrap()), below);
    assert_eq!(tree(&repository, &head, None).unwrap().len(), 4);
    let here = names(entries(&repository, &head, &[path("plans"), path("nowhere")]).unwrap());
    assert_eq!(here, [("plans".to_owned(), EntryKind::Directory)]);
}

#[test]
fn what_is_too_big_is_not_read() {
    let temp = TempRepository::new();
    let limit = usize::try_from(FILE_LIMIT).unwrap();
    temp.write("plans/fits.toml", &"#".repeat(limit));
    temp.write("plans/outgrown.toml", &"#".repeat(limit + 1));
    temp.git(["add", "."]);
    temp.git(["commit", "-q", "-m", "second"]);
    let repository = temp.open();
    let oid = |path: &str| Oid::parse(&temp.git(["rev-parse", &format!("HEAD:{path}")])).unwrap();
    let oids = ["plans/fits.toml", "plans/outgrown.toml", "other.txt"].map(oid);
    let found = read_each(&repository, &oids).unwrap();
    assert!(matches!(&found[0], Blob::Bytes(bytes) if bytes.len() == limit));
    assert_eq!(found[1..], [Blob::TooBig(FILE_LIMIT + 1), Blob::Bytes(b"one\n".to_vec())]);

    let is_refused =
        |error: GitError| matches!(error, GitError::TooBig { bytes, .. } if bytes == FILE_LIMIT + 1);
    assert!(is_refused(read(&repository, &oids).unwrap_err()));
    let head = Oid::parse(&temp.head()).unwrap();
    assert!(is_refused(contents(&repository, &head, &[path("plans/outgrown.toml")]).unwrap_err()));
}

#[test]
fn reads_many_objects_in_one_run_and_refuses_where_one_is_missing() {
    let temp = TempRepository::new();
    let repository = temp.open();
    let big = "大".repeat(200_000);
    commit(&repository, &request("plans/big.toml", &big)).unwrap().unwrap();
    let head = Oid::parse(&temp.head()).unwrap();
    let blob = hash(&repository, big.as_bytes()).unwrap();
    let nothing = Oid::parse(&"1".repeat(40)).unwrap();
    let ask = |oids: &[&Oid]| read(&repository, &oids.iter().map(|&oid| oid.clone()).collect::<Vec<_>>());
    let big = big.into_bytes();
    assert_eq!(ask(&[&blob, &blob]).unwrap(), [big.clone(), big]);
    for no_file in [&nothing, &head] {
        let error = ask(&[&blob, no_file]).unwrap_err();
        let GitError::MissingObject { object, .. } = error else { panic!("{error}") };
        assert_eq!(object.raw(), no_file.as_str());
    }
}

#[test]
fn an_object_that_was_lost_is_an_error_and_not_an_absent_file() {
    for lost in ["plans/strategy.toml", "plans", ""] {
        let temp = TempRepository::new();
        let head = Oid::parse(&temp.head()).unwrap();
        let oid = temp.git(["rev-parse", &format!("HEAD:{lost}")]);
        let (directory, rest) = oid.split_at(2);
        fs::remove_file(temp.top.join(".git/objects").join(directory).join(rest)).unwrap();
        let repository = temp.open();
        let error = contents(&repository, &head, &[path("plans/strategy.toml")]).unwrap_err();
        assert!(matches!(error, GitError::MissingObject { .. }), "{lost}: {error}");
        if lost.is_empty() {
            continue;
        }
        assert_eq!(contents(&repository, &head, &[path("other.txt")]).unwrap(), [Some(b"one\n".to_vec())]);
        let absent = [path("nowhere/at/all"), path("other.txt/within"), path("nothing")];
        assert_eq!(contents(&repository, &head, &absent).unwrap(), [None, None, None]);
    }
}

#[test]
fn hashes_without_storing() {
    let temp = TempRepository::new();
    let repository = temp.open();
    let oid = hash(&repository, b"not stored\n").unwrap();
    fs::write(temp.root().join("file"), "not stored\n").unwrap();
    assert_eq!(oid.as_str(), temp.git(["hash-object", "../file"]));
    assert!(matches!(read(&repository, &[oid]), Err(GitError::MissingObject { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_committed_is_read_back(
        files in prop::collection::btree_map("[-a-z \"'*?战略\\\\\n:]{1,8}", prop::collection::vec(any::<u8>(), 0..2000), 1..40)
    ) {
        let temp = TempRepository::unborn();
        let repository = temp.open();
        let at = |name: &String| repository.path(Path::new(name)).unwrap();
        let asked = CommitRequest {
            message: "many".into(),
            files: files.iter().map(|(name, bytes)| FileToCommit { path: at(name), bytes: bytes.clone() }).collect(),
            ..CommitRequest::default()
        };
        let made = commit(&repository, &asked).unwrap().unwrap();
        let paths: Vec<_> = files.keys().map(at).collect();
        let found = contents(&repository, &made.oid, &paths).unwrap();
        prop_assert_eq!(found, files.values().cloned().map(Some).collect::<Vec<_>>());
        prop_assert_eq!(tree(&repository, &made.oid, None).unwrap().len(), files.len());
        prop_assert!(!made.index_stale);
    }
}
