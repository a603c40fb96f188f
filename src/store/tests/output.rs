//! Where output goes: through links, into pipes and devices, and whole into files.

use std::fs::{self, File};
use std::io::Read as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::thread;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::process::umask;

use crate::store::{Destination, Disk, Files as _, write_output};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Returns the umask. To read it is to set it, so the other threads of the tests see it change for a moment to itself.
fn current_umask() -> u32 {
    let mask = umask(Mode::from_raw_mode(0o022));
    umask(mask);
    mask.as_raw_mode()
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_written() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    fs::create_dir(at("far")).unwrap();
    fs::write(at("far/there"), "old").unwrap();
    symlink("far/there", at("to-file")).unwrap();
    symlink("to-file", at("to-link")).unwrap();
    symlink("far/new", at("dangling")).unwrap();
    for (link, target) in [("to-file", "far/there"), ("to-link", "far/there"), ("dangling", "far/new")] {
        write_output(&Disk, &at(link), link.as_bytes()).unwrap();
        assert!(at(link).is_symlink(), "{link}");
        assert_eq!(fs::read_to_string(at(target)).unwrap(), link);
    }
    symlink("loop", at("loop")).unwrap();
    assert!(write_output(&Disk, &at("loop"), b"x").is_err());
    assert!(at("loop").is_symlink());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
fn a_pipe_or_a_device_is_written_into_and_never_replaced() {
    let home = tempfile::tempdir().unwrap();
    let pipe = home.path().join("pipe");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    assert_eq!(Destination::at(&pipe).unwrap(), Destination::Stream);
    let reader = thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut text = String::new();
            File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
            text
        }
    });
    write_output(&Disk, &pipe, b"minutes").unwrap();
    assert_eq!(reader.join().unwrap(), "minutes");
    let link = home.path().join("link");
    symlink(&pipe, &link).unwrap();
    for path in [&pipe, &link] {
        assert!(Disk.replace(path, b"x").is_err(), "what is no file is not replaced");
    }
    let is_pipe = |path: &Path| FileType::from_raw_mode(fs::metadata(path).unwrap().mode()) == FileType::Fifo;
    assert!(is_pipe(&pipe) && link.is_symlink());
    let null = rustix::fs::stat("/dev/null").unwrap();
    write_output(&Disk, Path::new("/dev/null"), b"x").unwrap();
    assert_eq!(rustix::fs::stat("/dev/null").unwrap().st_ino, null.st_ino);
    assert!(write_output(&Disk, home.path(), b"x").is_err(), "a directory");
}

#[test]
fn a_new_file_has_the_mode_of_the_umask_and_an_old_one_keeps_its_own() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    write_output(&Disk, &at("new"), b"x").unwrap();
    assert_eq!(mode(&at("new")), 0o666 & !current_umask());
    fs::write(at("old"), "x").unwrap();
    for kept in [0o640, 0o604, 0o755] {
        fs::set_permissions(at("old"), fs::Permissions::from_mode(kept)).unwrap();
        write_output(&Disk, &at("old"), b"y").unwrap();
        assert_eq!((mode(&at("old")), fs::read(at("old")).unwrap()), (kept, b"y".to_vec()));
    }
    let names: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left over: {names:?}");
}

#[test]
fn a_file_of_several_names_stays_one_file() {
    let home = tempfile::tempdir().unwrap();
    let (one, two) = (home.path().join("one"), home.path().join("two"));
    fs::write(&one, "a longer text").unwrap();
    fs::hard_link(&one, &two).unwrap();
    write_output(&Disk, &one, b"short").unwrap();
    assert_eq!(fs::read_to_string(&two).unwrap(), "short");
}
