//! The file system itself does what the tests believe of it.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::store::{Disk, FILE_LIMIT, Files, ReadFault, leads_elsewhere, read_bytes};

#[test]
fn a_replaced_file_is_the_old_one_or_the_new_one() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("last-lines");
    for bytes in [&b"one"[..], b"", b"a longer one"] {
        Disk.replace(&path, bytes).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    // A reader that has it open goes on reading the old one.
    let mut open = Disk.open(&path).unwrap();
    Disk.replace(&path, b"new").unwrap();
    assert_eq!(open.read(100).unwrap(), b"a longer one");
    // What cannot be replaced stays, and nothing half is left beside it.
    let directory = home.path().join("taken");
    fs::create_dir(&directory).unwrap();
    Disk.replace(&directory, b"x").unwrap_err();
    Disk.replace(&home.path().join("missing/x"), b"x").unwrap_err();
    let mut names: Vec<_> =
        fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["last-lines", "taken"]);
}

#[test]
fn what_is_not_a_file_is_refused_at_once() {
    let home = tempfile::tempdir().unwrap();
    let pipe = home.path().join("pipe.toml");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    // To open a pipe that nobody writes to would wait for ever.
    for path in [&pipe, Path::new("/dev/null"), home.path()] {
        for opened in [Disk.open(path), Disk.open_to_append(path)] {
            assert_eq!(opened.err().unwrap().kind(), io::ErrorKind::InvalidInput, "{}", path.display());
        }
        let root = path.parent().unwrap();
        assert!(matches!(read_bytes(&Disk, root, path), Err(ReadFault::NotAFile)), "{}", path.display());
    }
}

#[test]
fn a_file_is_read_up_to_the_limit_and_from_inside_only() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("plans");
    fs::create_dir(&root).unwrap();
    let limit = usize::try_from(FILE_LIMIT).unwrap();
    let outcome = |name: &str| read_bytes(&Disk, &root, &root.join(name));
    fs::write(root.join("full.toml"), vec![b'x'; limit]).unwrap();
    fs::write(root.join("over.toml"), vec![b'x'; limit + 1]).unwrap();
    fs::write(home.path().join("secret.toml"), b"secret").unwrap();
    symlink(home.path().join("secret.toml"), root.join("out.toml")).unwrap();
    symlink("full.toml", root.join("in.toml")).unwrap();
    symlink("nowhere", root.join("dangling.toml")).unwrap();
    assert_eq!(outcome("full.toml").unwrap().len(), limit);
    assert_eq!(outcome("in.toml").unwrap().len(), limit);
    let bytes = FILE_LIMIT + 1;
    assert!(matches!(outcome("over.toml"), Err(ReadFault::TooBig { bytes: found, .. }) if found == bytes));
    assert!(matches!(outcome("out.toml"), Err(ReadFault::LinkOutside)));
    let dangling = outcome("dangling.toml");
    assert!(matches!(dangling, Err(ReadFault::Failed(error)) if error.kind() == io::ErrorKind::NotFound));
    let links = ["full.toml", "in.toml", "out.toml", "dangling.toml"]
        .map(|name| leads_elsewhere(&Disk, &root, &root.join(name)));
    assert_eq!(links, [false, true, true, true]);
    // By whatever road the directory is reached, its own files are in it.
    symlink(&root, home.path().join("road")).unwrap();
    let road = home.path().join("road");
    assert!(!leads_elsewhere(&Disk, &road, &road.join("full.toml")));
}

#[test]
fn appends_go_to_the_end_and_cuts_come_off_it() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("f");
    let mut file = Disk.create_new(&path).unwrap();
    assert_eq!(Disk.create_new(&path).err().unwrap().kind(), io::ErrorKind::AlreadyExists);
    let mut other = Disk.open_to_append(&path).unwrap();
    file.append(b"one\n").unwrap();
    other.append(b"two\n").unwrap();
    file.append(b"thr").unwrap();
    assert_eq!((other.stat().unwrap().size, other.read(11).unwrap()), (11, b"one\ntwo\nthr".to_vec()));
    // A part is not given for the whole.
    assert_eq!(other.read(10).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    other.cut(8).unwrap();
    file.append(b"3\n").unwrap();
    file.sync().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\n3\n");
}

/// The simulated file system answers as the disk does.
#[test]
fn the_simulated_disk_is_a_fair_one() {
    let home = tempfile::tempdir().unwrap();
    let simulated = crate::store::faults::Simulated::with_directories(&["/d"]);
    let answers = |files: &dyn Files, root: &Path| {
        let kind = |result: io::Result<()>| result.err().map(|error| error.kind());
        let file = root.join("f");
        let mut said = vec![
            kind(files.open(&file).map(drop)),
            kind(files.create_new(&file).map(drop)),
            kind(files.create_new(&file).map(drop)),
            kind(files.create_new(&file.join("under")).map(drop)),
            kind(files.create_new(&root.join("no/f")).map(drop)),
            kind(files.create_directory(&root.join("a/b"))),
            kind(files.create_directory(&root.join("a"))),
            kind(files.create_directory(&root.join("a"))),
            kind(files.create_directory(&file)),
            kind(files.open(&root.join("a")).map(drop)),
            kind(files.list(&file).map(drop)),
            kind(files.list(&root.join("no")).map(drop)),
            kind(files.sync_directory(root)),
            kind(files.replace(&root.join("r"), b"x")),
            kind(files.replace(&root.join("no/r"), b"x")),
            kind(files.remove(&root.join("no"))),
            kind(files.remove(&file)),
            kind(files.resolve(&file).map(drop)),
            kind(files.stat(&file).map(drop)),
            kind(files.stat(&root.join("a")).map(drop)),
        ];
        let mut opened = files.create_new(&file).unwrap();
        opened.append(b"abc").unwrap();
        opened.cut(2).unwrap();
        opened.append(b"d").unwrap();
        said.push((opened.read(10).unwrap() != b"abd").then_some(io::ErrorKind::Other));
        let named = files.stat(&file).unwrap();
        assert_eq!((named, named.size), (opened.stat().unwrap(), 3));
        files.replace(&file, b"abd").unwrap();
        assert_ne!(files.stat(&file).unwrap().inode, named.inode);
        said
    };
    assert_eq!(answers(&simulated, Path::new("/d")), answers(&Disk, home.path()));
}
