//! What `sync` says of a remote that cannot be reached or takes nothing, by what git really says: in both languages the
//! reason first, what was not done, and then the lines of git that matter.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::thread;

use tempfile::TempDir;

use super::place::Place;

/// A way in which a remote fails, and how the sentence for it begins.
struct Case {
    name: &'static str,
    arrange: fn(&mut Shared),
    reasons: [&'static str; 2],
    /// What is quoted of git, where that is the same everywhere.
    quoted: &'static str,
}

/// A plan with a record, and the repository it is exchanged with.
struct Shared {
    place: Place,
    remote: TempDir,
}

impl Shared {
    fn new() -> Self {
        let (place, remote) = (Place::in_git(), tempfile::tempdir().unwrap());
        let path = remote.path().to_str().unwrap();
        place.git(&["clone", "-q", "--bare", ".", path]);
        place.git(&["remote", "add", "origin", path]);
        place.git(&["fetch", "-q"]);
        place.git(&["branch", "-q", "--set-upstream-to", "origin/main"]);
        place.fupan(&["--as", "jia", "note", "zhe-gan-canal", "x"]).ends(0);
        Self { place, remote }
    }

    /// Sets what is configured on the other side.
    fn configure(&self, key: &str, value: &str) {
        self.place.git(&["-C", self.remote.path().to_str().unwrap(), "config", key, value]);
    }
}

fn url(place: &Place, url: &str) {
    place.git(&["config", "remote.origin.url", url]);
}

/// Lets the server run `script` on each push.
fn hook(shared: &Shared, script: &str) {
    let path = shared.remote.path().join("hooks/pre-receive");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Starts a server that answers every request with `status`, and returns its address.
#[expect(clippy::disallowed_methods, reason = "a test without a thread fails")]
fn serve(status: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = [0; 4096];
            drop(stream.read(&mut request));
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    format!("http://{address}/plan.git")
}

/// Lets the program find git and a shell, and nothing else.
fn without_ssh(place: &mut Place) {
    let programs = place.path("home/programs");
    fs::create_dir(&programs).unwrap();
    for name in ["git", "sh"] {
        let path = std::env::var_os("PATH").unwrap();
        let found =
            std::env::split_paths(&path).map(|directory| directory.join(name)).find(|file| file.is_file());
        symlink(found.unwrap(), programs.join(name)).unwrap();
    }
    place.set("PATH", programs.to_str().unwrap());
}

/// Returns the address of a port on which nobody listens.
fn deserted() -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("127.0.0.1:{port}")
}

const CASES: [Case; 14] = [
    Case {
        name: "a rule of the server",
        arrange: |shared| hook(shared, "echo 'GitLab: You are not allowed to push.' >&2; exit 1"),
        reasons: ["origin 拒绝接收上传的内容。", "origin refused what was sent."],
        quoted: "[remote rejected] (pre-receive hook declined) / remote: GitLab: You are not allowed to push.",
    },
    Case {
        name: "a stale lock on the server",
        arrange: |shared| fs::write(shared.remote.path().join("refs/heads/main.lock"), "").unwrap(),
        reasons: ["origin 上别的程序正占用这个分支", "On origin another program holds the branch"],
        quoted: "main.lock': File exists.",
    },
    Case {
        name: "a work tree on the server",
        arrange: |shared| shared.configure("core.bare", "false"),
        reasons: ["origin 上这个分支已检出到工作目录", "On origin the branch is checked out in a work tree"],
        quoted: "[remote rejected] (branch is currently checked out)",
    },
    Case {
        name: "a server that cannot store",
        arrange: |shared| shared.configure("receive.maxInputSize", "10"),
        reasons: ["origin 没能存下上传的内容。", "origin could not store what was sent."],
        quoted: "remote: fatal: pack exceeds maximum allowed size",
    },
    Case {
        name: "a refused connection",
        arrange: |shared| url(&shared.place, &format!("http://{}/x.git", deserted())),
        reasons: ["origin 的地址上没有服务应答。", "Nothing answers at the address of origin."],
        quoted: "fatal: unable to access",
    },
    Case {
        name: "a refused connection of git://",
        arrange: |shared| url(&shared.place, &format!("git://{}/x.git", deserted())),
        reasons: ["origin 的地址上没有服务应答。", "Nothing answers at the address of origin."],
        quoted: "errno=Connection refused",
    },
    Case {
        name: "an unknown host with a number in its address",
        arrange: |shared| url(&shared.place, "http://nosuch.invalid/plan-403-401.git"),
        reasons: ["找不到 origin 的主机。", "The host of origin cannot be found."],
        quoted: "Could not resolve host",
    },
    Case {
        name: "an unknown helper",
        arrange: |shared| url(&shared.place, "foo://x/y"),
        reasons: [
            "这里不能使用 origin 这种地址。",
            "The address of origin is of a kind that cannot be used here.",
        ],
        quoted: "fatal: remote helper 'foo' aborted session",
    },
    Case {
        name: "no ssh",
        arrange: |shared| {
            without_ssh(&mut shared.place);
            url(&shared.place, "ssh://127.0.0.1/x.git");
        },
        reasons: [
            "找不到 origin 的地址所需的 ssh 程序。",
            "The program ssh, which the address of origin needs, cannot be found.",
        ],
        quoted: "ssh: not found",
    },
    Case {
        name: "a mirror",
        arrange: |shared| drop(shared.place.git(&["config", "remote.origin.mirror", "true"])),
        reasons: ["origin 设成了镜像", "origin is configured as a mirror"],
        quoted: "",
    },
    Case {
        name: "no repository",
        arrange: |shared| url(&shared.place, "/nonexistent/elsewhere"),
        reasons: ["origin 的地址上没有仓库", "There is no repository at the address of origin"],
        quoted: "fatal: '/nonexistent/elsewhere' does not appear to be a git repository",
    },
    Case {
        name: "HTTP 401",
        arrange: |shared| {
            url(&shared.place, &serve("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\""));
        },
        reasons: ["origin 要输入密码，", "origin wants a password to be typed,"],
        quoted: "",
    },
    Case {
        name: "HTTP 403",
        arrange: |shared| url(&shared.place, &serve("403 Forbidden")),
        reasons: ["origin 拒绝访问。", "origin denies access."],
        quoted: "The requested URL returned error: 403",
    },
    Case {
        name: "HTTP 500",
        arrange: |shared| url(&shared.place, &serve("500 Oops")),
        reasons: ["与 origin 的连接失败。", "The connection to origin failed."],
        quoted: "The requested URL returned error: 500",
    },
];

#[test]
fn a_sync_that_stops_gives_the_reason_first_and_then_the_lines_of_git_that_matter() {
    for case in CASES {
        let mut shared = Shared::new();
        (case.arrange)(&mut shared);
        let place = &shared.place;
        for (language, reason) in ["zh", "en"].into_iter().zip(case.reasons) {
            let ran = place.fupan(&["sync", "--lang", language]).ends(4);
            let said = ran.errors.lines().last().unwrap();
            assert!(said.starts_with(reason), "{}: {said}", case.name);
            assert!(said.contains(case.quoted), "{}: {said}", case.name);
            let kept = ["记录都在", "every record is kept"];
            assert!(kept.iter().any(|kept| said.contains(kept)), "{}: {said}", case.name);
            for chatter in [
                "hint:",
                "Counting objects",
                "% (",
                "failed to push some refs",
                "os error",
                "Another git process",
            ] {
                assert!(!said.contains(chatter), "{} says {chatter}: {said}", case.name);
            }
        }
        assert_eq!(place.git(&["rev-list", "--count", "HEAD"]), "2\n", "{}", case.name);
    }
}
