//! What stood in the way of a transfer, by the complaints of git and ssh.

use super::super::refusal::unreached;
use super::super::run::Answer;
use super::temp_repository::TempRepository;
use crate::git::Repository;

/// Returns the name of what stood in the way, by this complaint.
fn sorted(repository: &Repository, said: &str) -> String {
    let answer = Answer { code: 128, output: Vec::new(), said: said.into() };
    let error = format!("{:?}", unreached(repository, "fetch", answer));
    error.split([' ', '(']).next().unwrap_or_default().to_owned()
}

#[test]
fn only_what_git_says_itself_counts() {
    let temp = TempRepository::new();
    let repository = temp.open();
    for (said, expected) in [
        (
            "fatal: unable to access 'http://h/401/403 Permission denied (x)/': Could not resolve host: h",
            "NoHost",
        ),
        ("fatal: unable to access 'http://h/x/': The requested URL returned error: 403", "Denied"),
        ("fatal: unable to access 'http://h/x/': The requested URL returned error: 500", "Unreachable"),
        ("fatal: unable to access 'http://h/x/': The requested URL returned error: 401", "NotAllowed"),
        ("fatal: Authentication failed for 'http://h/x/'", "NotAllowed"),
        ("a@h: Permission denied (publickey).\nfatal: Could not read from remote repository.", "NotAllowed"),
        (
            "ERROR: Permission to a/b.git denied to c.\nfatal: Could not read from remote repository.",
            "Denied",
        ),
        ("ERROR: Repository not found.\nfatal: Could not read from remote repository.", "NoRepository"),
        ("fatal: repository 'http://h/x/' not found", "NoRepository"),
        (
            "ssh: connect to host h port 22: Connection refused\nfatal: Could not read from remote",
            "NotListening",
        ),
        ("remote: Connection refused\nfatal: the remote end hung up unexpectedly", "Unreachable"),
        (
            "fatal: unable to access 'https://h/': SSL certificate problem: self-signed certificate",
            "Certificate",
        ),
        ("error: cannot run ssh: No such file or directory\nfatal: unable to fork", "NoSsh"),
        ("ssh -o BatchMode=yes: 1: ssh: not found\nfatal: Could not read from remote repository.", "NoSsh"),
        ("fatal: Unable to find remote helper for 'foo'", "NoTransport"),
        (
            "git: 'remote-foo' is not a git command. See 'git --help'.\nfatal: remote helper 'foo' aborted session",
            "NoTransport",
        ),
        ("fatal: transport 'foo' not allowed", "NoTransport"),
        ("fatal: --mirror can't be combined with refspecs", "Mirror"),
        ("error: file write error: No space left on device\nfatal: early EOF", "Git"),
        ("fatal: something new", "Git"),
    ] {
        assert_eq!(sorted(&repository, said), expected, "{said}");
    }
}
