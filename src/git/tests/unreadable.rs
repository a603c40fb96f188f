//! Pipes, devices and endless files in the places that git reads: each is named before git is asked.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;

use rustix::fs::{CWD, Mode, mkfifoat};

use super::temp_repository::TempRepository;
use crate::git::{GitError, Repository};

const PLACES: [&str; 17] = [
    ".git/HEAD",
    ".git/config",
    ".git/commondir",
    ".git/index",
    ".git/packed-refs",
    ".git/shallow",
    ".git/MERGE_HEAD",
    ".git/sequencer/todo",
    ".git/info/exclude",
    ".git/info/attributes",
    ".git/objects/info/alternates",
    ".git/refs/heads/other",
    ".git/refs/tags/v1",
    ".gitignore",
    ".gitattributes",
    "plans/.gitignore",
    "plans/reviews/.gitattributes",
];

fn refused(temp: &TempRepository) -> Result<(), GitError> {
    let found = Repository::discover(&temp.program(&[]), &temp.top.join("plans"))?;
    found.expect("there is a repository").require_readable()
}

#[test]
fn what_git_would_wait_for_is_named_before_it_is_asked() {
    type Put = fn(&Path);
    let kinds: [(&str, Put); 3] = [
        ("pipe", |path| mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).unwrap()),
        ("device", |path| symlink("/dev/zero", path).unwrap()),
        ("endless", |path| File::create(path).unwrap().set_len(1 << 40).unwrap()),
    ];
    let temp = TempRepository::new();
    fs::create_dir_all(temp.top.join("plans/reviews")).unwrap();
    fs::create_dir_all(temp.top.join(".git/sequencer")).unwrap();
    refused(&temp).unwrap();
    for place in PLACES {
        let path = temp.top.join(place);
        let aside = temp.root().join("aside");
        let was_there = fs::rename(&path, &aside).is_ok();
        for (kind, put) in kinds {
            let may_be_large = matches!(place, ".git/index" | ".git/packed-refs");
            let is_reference = place.starts_with(".git/refs");
            if kind == "endless" && (may_be_large || is_reference) {
                continue;
            }
            put(&path);
            match refused(&temp) {
                Err(GitError::NotAFile { path: named }) => assert_eq!(named, path, "{kind}"),
                other => panic!("{kind} at {place}: {other:?}"),
            }
            fs::remove_file(&path).unwrap();
        }
        // Nothing at all is what many put there on purpose.
        if place.starts_with(".git/info") {
            symlink("/dev/null", &path).unwrap();
            refused(&temp).unwrap();
            fs::remove_file(&path).unwrap();
        }
        if was_there {
            fs::rename(&aside, &path).unwrap();
        }
    }
    refused(&temp).unwrap();
}
