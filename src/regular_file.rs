//! Opens and reads regular files, and nothing else: what others left in a directory may be a pipe, which never answers, a
//! device, which does something, or a link to anywhere. Knows no plan and no git.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

/// The largest file that is read as a whole, in bytes. The largest plan measured has a megabyte in all.
pub const FILE_LIMIT: u64 = 8 << 20;

/// Opens `path` as `options` say. What is no regular file is an error of the kind `InvalidInput`, and nothing waits for it.
pub fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    // Looked at first, for opening a device may do something; and once it is open, for it may have been replaced.
    regular(&fs::metadata(path)?)?;
    let waits_for_nothing = i32::try_from(OFlags::NONBLOCK.bits()).expect("flags of the system are small");
    let file = options.custom_flags(waits_for_nothing).open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

/// Reads a file of at most `limit` bytes that lies in the directory `root` once links are followed. A longer one is an
/// error of the kind `FileTooLarge`, one that lies elsewhere of the kind `PermissionDenied`.
pub fn read_within(root: &Path, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let real = path.canonicalize()?;
    if !real.starts_with(root.canonicalize()?) {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let mut bytes = Vec::new();
    open(&real, OpenOptions::new().read(true))?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

fn regular(found: &fs::Metadata) -> io::Result<()> {
    if found.is_file() { Ok(()) } else { Err(ErrorKind::InvalidInput.into()) }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use rustix::fs::{CWD, Mode, mkfifoat};

    use super::*;

    #[test]
    fn only_regular_files_inside_of_a_sane_size_are_read() {
        let outside = tempfile::tempdir().unwrap();
        let root = outside.path().join("root");
        fs::create_dir(&root).unwrap();
        fs::write(root.join("plain"), "12345678").unwrap();
        fs::write(outside.path().join("secret"), "x").unwrap();
        symlink("plain", root.join("inner")).unwrap();
        symlink("../secret", root.join("outer")).unwrap();
        symlink("/dev/zero", root.join("device")).unwrap();
        symlink("../root/pipe", root.join("to-pipe")).unwrap();
        fs::create_dir(root.join("directory")).unwrap();
        mkfifoat(CWD, root.join("pipe"), Mode::RUSR | Mode::WUSR).unwrap();
        let read =
            |name: &str, limit| read_within(&root, &root.join(name), limit).map_err(|error| error.kind());
        for name in ["plain", "inner"] {
            assert_eq!(read(name, 8), Ok(b"12345678".to_vec()));
            assert_eq!(read(name, 7), Err(ErrorKind::FileTooLarge));
        }
        for (name, kind) in [
            ("outer", ErrorKind::PermissionDenied),
            ("device", ErrorKind::PermissionDenied),
            ("pipe", ErrorKind::InvalidInput),
            ("to-pipe", ErrorKind::InvalidInput),
            ("directory", ErrorKind::InvalidInput),
            ("absent", ErrorKind::NotFound),
        ] {
            assert_eq!(read(name, 8), Err(kind), "{name}");
        }
    }

    #[test]
    fn nothing_waits_for_a_pipe_whatever_it_is_opened_for() {
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        mkfifoat(CWD, &pipe, Mode::RUSR | Mode::WUSR).unwrap();
        for options in [
            OpenOptions::new().read(true),
            OpenOptions::new().read(true).append(true),
            OpenOptions::new().write(true),
        ] {
            assert_eq!(open(&pipe, options).unwrap_err().kind(), ErrorKind::InvalidInput);
        }
    }
}
