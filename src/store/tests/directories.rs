//! Directories that are made come to stay.

use std::io;
use std::path::Path;

use crate::store::disk::create_directories;
use crate::store::faults::{EIO, Fault, Simulated};
use crate::store::{Disk, Files as _};

#[test]
fn all_that_are_missing_are_made_and_outlive_the_power() {
    let base = || Simulated::with_directories(&["/home"]);
    let disk = base();
    create_directories(&disk, Path::new("/home/a/b/c")).unwrap();
    disk.acknowledge("made");
    disk.after_power_loss(base, |remains| {
        let there = remains.disk.list(Path::new("/home/a/b/c")).is_ok();
        assert!(there || remains.acknowledged.is_empty(), "{}", remains.how);
    });
}

#[test]
fn one_that_could_not_be_made_durable_is_made_durable_the_next_time() {
    let base = || Simulated::with_directories(&["/home"]);
    let disk = base();
    let fault = Fault { below: "/".into(), at: 2, error: EIO, lasting: false, short: 0 };
    disk.set_fault(Some(fault));
    create_directories(&disk, Path::new("/home/a")).unwrap_err();
    create_directories(&disk, Path::new("/home/a")).unwrap();
    disk.acknowledge("made");
    disk.after_power_loss(base, |remains| {
        let there = remains.disk.list(Path::new("/home/a")).is_ok();
        assert!(there || remains.acknowledged.is_empty(), "{}", remains.how);
    });
}

#[test]
fn one_that_is_a_file_is_left_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("reviews");
    std::fs::write(&path, "mine").unwrap();
    // Whoever creates a file in it is told.
    create_directories(&Disk, &path).unwrap();
    let error = Disk.create_new(&path.join("jia.000001.toml")).err().unwrap();
    assert_eq!(error.kind(), io::ErrorKind::NotADirectory);
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
}
