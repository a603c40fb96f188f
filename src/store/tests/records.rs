//! A run goes on with a file only while its last line is its own.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use tempfile::TempDir;

use super::lines::{HEAD, Run, STATE, empty, line, name_of};
use crate::store::faults::{ENOSPC, Fault};
use crate::store::{Disk, FILE_LIMIT, Memory};

/// A plan and a state directory on the disk.
struct Place {
    home: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { home: tempfile::tempdir().unwrap() };
        fs::create_dir(place.home.path().join("plans")).unwrap();
        place
    }

    fn reviews(&self) -> std::path::PathBuf {
        self.home.path().join("plans/reviews")
    }

    fn state(&self) -> std::path::PathBuf {
        self.home.path().join("state/fupan/0123")
    }

    fn run(&self, first: u32) -> Run<'static> {
        Run::new(&Disk, self.reviews(), Some(&self.state()), first)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.reviews().join(name)).unwrap()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.reviews().join(name), text).unwrap();
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.reviews()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

const FIRST: &str = "jia.000001.toml";
const SECOND: &str = "jia.000010.toml";

fn two_facts() -> String {
    format!("{HEAD}{}{}", line("1"), line("2"))
}

#[test]
fn the_next_run_goes_on_with_the_file() {
    let place = Place::new();
    let first = place.run(1).record("1").unwrap();
    assert_eq!((name_of(&first), first.line, first.offset), (FIRST, 3, HEAD.len()));
    let second = place.run(16).record("2").unwrap();
    assert_eq!((name_of(&second), second.line), (FIRST, 4));
    assert_eq!(second.offset, HEAD.len() + line("1").len());
    assert_eq!(place.text(FIRST), two_facts());
    // Several lines are one append.
    let both = place.run(32).record_with(|text| {
        assert_eq!(text, two_facts());
        vec![line("3"), line("4")]
    });
    assert_eq!(both.unwrap().line, 5);
    assert_eq!(place.names(), [FIRST]);
}

#[test]
fn a_file_that_somebody_else_has_the_end_of_is_left_alone() {
    let torn = [HEAD, "fact 1\nfact 2\nfact fro"].concat();
    let cases: [(&str, Vec<u8>); 9] = [
        ("a line of the other clone", [&two_facts(), "fact other\n"].concat().into()),
        ("the shorter file of another branch", [HEAD, "fact 1\n"].concat().into()),
        ("the head alone", HEAD.into()),
        ("nothing", Vec::new()),
        ("a last line that a hand has changed", [HEAD, "fact 1\nfact 2 \n"].concat().into()),
        ("an empty line at the end", [&two_facts(), "\n"].concat().into()),
        ("a torn line of somebody else", [HEAD, "fact 1\nfact 2\nfact other\nfac"].concat().into()),
        ("our own torn away", torn.trim_end_matches("fact 2\nfact fro").into()),
        ("no text", [two_facts().as_bytes(), b"\xff\n"].concat()),
    ];
    for (why, bytes) in cases {
        let place = Place::new();
        let run = place.run(1);
        run.record("1").unwrap();
        run.record("2").unwrap();
        place.write(FIRST, &bytes);
        for run in [run, place.run(16)] {
            let next = run.record("3").unwrap();
            assert_ne!(name_of(&next), FIRST, "{why}");
        }
        assert_eq!(fs::read(place.reviews().join(FIRST)).unwrap(), bytes, "{why}");
    }
}

#[test]
fn a_run_does_not_go_on_from_where_another_run_has_gone_further() {
    let place = Place::new();
    let long = place.run(1);
    long.record("1").unwrap();
    assert_eq!(name_of(&place.run(16).record("2").unwrap()), FIRST);
    // The branch that is checked out now has the file as the long run left it; another branch has more.
    place.write(FIRST, [HEAD, "fact 1\n"].concat());
    assert_eq!(name_of(&long.record("3").unwrap()), "jia.000002.toml");
    // And what that run writes elsewhere does not make anybody forget how far the file had come.
    assert_eq!(name_of(&place.run(32).record("4").unwrap()), "jia.000002.toml");
    place.write(FIRST, two_facts());
    fs::remove_file(place.reviews().join("jia.000002.toml")).unwrap();
    assert_eq!(name_of(&place.run(48).record("5").unwrap()), FIRST);
}

#[test]
fn what_could_not_be_remembered_is_not_taken_for_older_than_it_is() {
    for at in 1.. {
        let disk = empty();
        let run = Run::simulated(&disk, 1);
        let first = run.record("1").unwrap().path;
        let shorter = disk.snapshot()[&first].clone();
        let fault = Fault { below: STATE.into(), at, error: ENOSPC, lasting: false, short: 3 };
        disk.set_fault(Some(fault));
        let second = run.record("2").unwrap();
        let failed = disk.has_failed();
        disk.set_fault(None);
        // Another branch is checked out, on which the file ends earlier.
        disk.put(first.to_str().unwrap(), &shorter);
        let next = Run::simulated(&disk, 16).record("3").unwrap();
        assert!(next.path != first || second.path != first, "{at}");
        if !failed {
            assert!(at > 5, "{at}");
            break;
        }
    }
}

#[test]
fn line_ends_that_a_checkout_has_turned_are_still_ours() {
    let place = Place::new();
    place.run(1).record("1").unwrap();
    place.write(FIRST, place.text(FIRST).replace('\n', "\r\n"));
    assert_eq!(name_of(&place.run(16).record("2").unwrap()), FIRST);
}

#[test]
fn without_memory_a_new_file_is_begun() {
    let place = Place::new();
    place.run(1).record("1").unwrap();
    fs::remove_dir_all(place.state()).unwrap();
    assert_eq!(name_of(&place.run(16).record("2").unwrap()), SECOND);
    for damage in [&b""[..], b"\xff\xfe", b"0000 jia.000001.toml", b"jia.000001.toml", b"\0"] {
        fs::write(place.state().join("last-lines"), damage).unwrap();
        let next = place.run(64).record("x").unwrap();
        assert!(!place.text(name_of(&next)).contains("fact 1\n"), "{damage:?}");
        fs::remove_file(next.path).unwrap();
    }
    // Without a state directory the memory lasts as long as the run.
    let run = Run::new(&Disk, place.reviews(), None, 128);
    assert_eq!(name_of(&run.record("3").unwrap()), "jia.000080.toml");
    assert_eq!(name_of(&run.record("4").unwrap()), "jia.000080.toml");
    let next = Run::new(&Disk, place.reviews(), None, 144).record("5").unwrap();
    assert_eq!(name_of(&next), "jia.000090.toml");
}

#[test]
fn an_unfinished_line_of_ours_is_kept_elsewhere_and_cut_off() {
    let tails: [&[u8]; 4] = [b"fact 2", b"f", "fact 港".as_bytes(), b"\xff\0\xfe"];
    for tail in tails {
        let place = Place::new();
        place.run(1).record("1").unwrap();
        place.write(FIRST, [HEAD.as_bytes(), b"fact 1\n", tail].concat());
        assert_eq!(name_of(&place.run(16).record("2").unwrap()), FIRST);
        assert_eq!(place.text(FIRST), two_facts());
        let kept = fs::read(place.state().join("unfinished").join(FIRST)).unwrap();
        assert_eq!(kept, [tail, b"\n"].concat());
        // Another one joins it.
        place.write(FIRST, [place.text(FIRST).as_bytes(), b"again"].concat());
        place.run(32).record("3").unwrap();
        let kept = fs::read(place.state().join("unfinished").join(FIRST)).unwrap();
        assert_eq!(kept, [tail, b"\nagain\n"].concat());
    }
}

#[test]
fn an_unfinished_line_that_cannot_be_kept_is_not_cut_off() {
    let place = Place::new();
    let torn = [HEAD, "fact 1\nfact tw"].concat();
    let run = place.run(1);
    run.record("1").unwrap();
    place.write(FIRST, &torn);
    fs::write(place.state().join("unfinished"), "in the way").unwrap();
    assert_eq!(name_of(&run.record("2").unwrap()), "jia.000002.toml");
    assert_eq!(place.text(FIRST), torn);
    let run = Run::new(&Disk, place.reviews(), None, 16);
    run.record("3").unwrap();
    let torn = [&place.text(SECOND), "fact fo"].concat();
    place.write(SECOND, &torn);
    assert_eq!(name_of(&run.record("4").unwrap()), "jia.000011.toml");
    assert_eq!(place.text(SECOND), torn);
}

#[test]
fn nothing_is_written_through_a_link() {
    let place = Place::new();
    place.run(1).record("1").unwrap();
    let outside = place.home.path().join("elsewhere.toml");
    fs::rename(place.reviews().join(FIRST), &outside).unwrap();
    symlink(&outside, place.reviews().join(FIRST)).unwrap();
    let before = fs::read(&outside).unwrap();
    assert_eq!(name_of(&place.run(16).record("2").unwrap()), SECOND);
    assert_eq!(fs::read(&outside).unwrap(), before);
    // Nor is a new file begun through one that leads nowhere.
    symlink("nowhere", place.reviews().join("jia.000020.toml")).unwrap();
    fs::remove_file(place.reviews().join(SECOND)).unwrap();
    assert_eq!(name_of(&place.run(32).record("3").unwrap()), "jia.000021.toml");
}

#[test]
fn only_files_of_the_reviewer_are_looked_at() {
    let place = Place::new();
    place.run(1).record("1").unwrap();
    let text = place.text(FIRST);
    fs::remove_file(place.reviews().join(FIRST)).unwrap();
    let others =
        ["jia.toml", "jia2.000001.toml", "yi.000001.toml", "jia.000001.toml.orig", ".jia.000001.toml"];
    for name in others {
        place.write(name, &text);
    }
    fs::create_dir(place.reviews().join("jia.directory.toml")).unwrap();
    assert_eq!(name_of(&place.run(16).record("2").unwrap()), SECOND);
    for name in others {
        assert_eq!(place.text(name), text);
    }
}

#[test]
fn a_new_file_takes_a_name_that_is_free() {
    let place = Place::new();
    let name = |at: usize| format!("jia.{at:06x}.toml");
    fs::create_dir(place.reviews()).unwrap();
    for taken in 1..4 {
        place.write(&name(taken), "");
    }
    assert_eq!(name_of(&place.run(1).record("1").unwrap()), name(4));
}

#[test]
fn reviews_that_are_a_file_are_left_as_they_are() {
    let place = Place::new();
    fs::write(place.reviews(), "mine").unwrap();
    let error = place.run(1).record("1").unwrap_err();
    assert_eq!(error.source.kind(), std::io::ErrorKind::NotADirectory);
    assert_eq!(fs::read(place.reviews()).unwrap(), b"mine");
}

#[test]
fn no_file_outgrows_what_can_be_read() {
    let place = Place::new();
    let limit = usize::try_from(FILE_LIMIT).unwrap();
    let big = |bytes: usize| "x".repeat(bytes - "fact \n".len());
    let run = place.run(1);
    run.record(&big(limit - HEAD.len() - 7)).unwrap();
    // There is room for one line of seven bytes, and for no more.
    assert_eq!(name_of(&run.record("1").unwrap()), FIRST);
    assert_eq!(name_of(&run.record("2").unwrap()), "jia.000002.toml");
    assert_eq!(fs::metadata(place.reviews().join(FIRST)).unwrap().len(), FILE_LIMIT);
    let before = place.names();
    let error = run.record(&big(limit)).unwrap_err();
    assert_eq!(error.source.kind(), std::io::ErrorKind::FileTooLarge);
    assert_eq!(place.names(), before);
}

#[test]
fn the_memory_knows_each_file_and_forgets_no_other() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state");
    let memory = || Memory::new(Some(state.clone()));
    memory().remember(&Disk, "a b.toml", "one").unwrap();
    memory().remember(&Disk, "c.toml", "two").unwrap();
    memory().remember(&Disk, "c.toml", "two").unwrap();
    assert_eq!(fs::read_to_string(state.join("last-lines")).unwrap().lines().count(), 2);
    let known = memory();
    assert!(known.is_last(&Disk, "a b.toml", "one") && known.is_last(&Disk, "c.toml", "two"));
    assert!(!known.is_last(&Disk, "a b.toml", "two") && !known.is_last(&Disk, "d.toml", "one"));
    let nowhere = Memory::new(Some(Path::new("/dev/null/state").into()));
    nowhere.remember(&Disk, "a", "one").unwrap_err();
    assert!(nowhere.is_last(&Disk, "a", "one"));
}
