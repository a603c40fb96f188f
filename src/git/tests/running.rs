//! How the program is run, shown on programs that stand in for git, and on git's own account of itself.

use std::fs::{self, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{CWD, Mode, OFlags, mkfifoat};

use super::temp_repository::{TempRepository, request, run};
use crate::git::{Cancel, Git, GitError, Patience, Repository, commit};
use crate::text::Foreign;

/// Returns a git whose program is this shell script.
pub(super) fn script(temp: &TempRepository, text: &str, more: &[(&str, &str)]) -> Git {
    let programs = temp.root().join("programs");
    fs::create_dir_all(&programs).unwrap();
    // By another process, as one forked meanwhile could keep the script open for writing.
    let write = "printf '#!/bin/sh\n%s\n' \"$1\" > git && chmod +x git";
    assert!(run("sh", ["-c", write, "sh", text], &programs, &temp.environment).status.success());
    let mut path = programs.into_os_string();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap());
    let more = more.iter().map(|(name, value)| (name.into(), value.into()));
    Git::from_environment(more.chain([("PATH".into(), path)])).unwrap()
}

#[test]
fn a_program_gets_no_terminal_no_input_and_no_foreign_words() {
    let temp = TempRepository::new();
    let text = "read line; echo \"[$line]\"; echo $LC_ALL$LANGUAGE; kill -0 -$$ && echo leads";
    let said = script(&temp, text, &[("LANGUAGE", "zh")]).call(&temp.top, "anything").output().unwrap();
    let said = String::from_utf8(said).unwrap();
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines, ["[]", "C", "leads"], "and it leads a process group of its own");
}

#[test]
fn input_and_answer_may_both_be_larger_than_a_pipe() {
    let temp = TempRepository::new();
    let bytes: Vec<u8> = (0..3_000_000_u32).flat_map(u32::to_le_bytes).collect();
    let answer =
        script(&temp, "exec cat", &[]).call(&temp.top, "anything").input(bytes.clone()).output().unwrap();
    assert!(answer == bytes);
}

#[test]
fn every_end_has_its_error() {
    let temp = TempRepository::new();
    let end = |text: &str| script(&temp, text, &[]).call(&temp.top, "anything").limit(1000).output();
    let exit = end("echo gone wrong >&2; exit 7");
    assert!(
        matches!(&exit, Err(GitError::Failed { code: 7, said, operation: "anything", .. }) if said.raw() == "gone wrong"),
        "{exit:?}"
    );
    let killed = end("kill -9 $$");
    assert!(matches!(killed, Err(GitError::Killed { signal: 9, .. })), "{killed:?}");
    let endless = end("exec yes");
    assert!(matches!(endless, Err(GitError::TooLong { limit: 1000, .. })), "{endless:?}");
    assert_eq!(end("head -c 1000 /dev/zero").unwrap().len(), 1000);
    let chatter = end("head -c 9000000 /dev/zero | tr '\\0' x >&2; exit 1");
    assert!(matches!(&chatter, Err(GitError::Failed { said, .. }) if said.raw().len() == 64 << 10));
    let unread = script(&temp, "exit 3", &[]).call(&temp.top, "anything").input(vec![b'x'; 1 << 20]).output();
    assert!(matches!(unread, Err(GitError::Failed { code: 3, .. })), "{unread:?}");
}

#[test]
fn answers_that_make_no_sense_are_errors() {
    let temp = TempRepository::new();
    let odd = script(&temp, "case \"$*\" in *--version) echo git version 2.50;; *) echo what;; esac", &[]);
    let found = Repository::discover(&odd, &temp.top);
    assert!(matches!(&found, Err(GitError::Unreadable { said, .. }) if said.raw() == "what\n"), "{found:?}");
    let unknown = Repository::discover(&script(&temp, "echo hello", &[]), &temp.top);
    assert!(matches!(unknown, Err(GitError::UnknownVersion { .. })), "{unknown:?}");
}

#[test]
fn objects_and_branch_are_forced_to_the_disk() {
    let temp = TempRepository::new();
    let account = temp.root().join("account");
    let settings = temp.root().join("settings");
    fs::write(&settings, format!("[trace2]\n\teventTarget = {}\n", account.display())).unwrap();
    // The repository asks for less; that must not count.
    temp.git(["config", "core.fsync", "none"]);
    let environment = temp.environment.iter().filter(|(name, _)| name != "GIT_CONFIG_GLOBAL").cloned();
    let more = [("GIT_CONFIG_GLOBAL".into(), settings.into_os_string())];
    let git = Git::from_environment(environment.chain(more)).unwrap();
    let repository = Repository::discover(&git, &temp.top.join("plans")).unwrap().unwrap();
    commit(&repository, &request("plans/jia.toml", "never stored before\n")).unwrap().unwrap();
    let account = fs::read_to_string(account).unwrap();
    let (mut operation, mut forced) = ("", Vec::new());
    for line in account.lines() {
        for known in ["hash-object", "commit-tree", "update-ref"] {
            if line.contains("\"event\":\"cmd_name\"") && line.contains(known) {
                operation = known;
            }
        }
        // A `count`, in older versions of git a `value` in quotes.
        let flushes = line.split("hardware-flush\",").nth(1);
        let number = |count: &str| count.chars().filter(char::is_ascii_digit).collect::<String>().parse();
        if let Some(Ok(count)) = flushes.map(number) {
            forced.push((operation, count));
        }
    }
    forced.sort_unstable();
    forced.dedup();
    // The file, and the directories it lies in.
    let expected = [("commit-tree", 1), ("hash-object", 1), ("hash-object", 2), ("update-ref", 1)];
    assert_eq!(forced, expected.map(|(operation, count): (&str, u32)| (operation, count)));
}

#[test]
fn what_is_committed_is_what_is_there_and_not_what_replaces_it() {
    let temp = TempRepository::new();
    let real = temp.git(["rev-parse", "HEAD:other.txt"]);
    fs::write(temp.root().join("false"), "false\n").unwrap();
    let other = temp.git(["hash-object", "-w", "../false"]);
    let tree = temp.git(["mktree", "--missing"]);
    temp.git(["replace", &real, &other]);
    temp.git(["replace", &temp.git(["rev-parse", "HEAD^{tree}"]), &tree]);
    let repository = temp.open();
    let made = commit(&repository, &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    let path = crate::git::RepoPath::new(&PathBuf::from("other.txt")).unwrap();
    let found = crate::git::contents(&repository, &made.oid, &[path]).unwrap();
    assert_eq!(found, [Some(b"one\n".to_vec())]);
}

/// A program that ends with the tests, and holds whatever it was given until then.
const LINGERS: &str = "tail -f /dev/null --pid=$PPID";

#[test]
fn git_that_only_looks_is_given_up_when_nothing_is_heard_of_it() {
    let temp = TempRepository::new();
    let brief = Patience {
        first: Duration::from_millis(20),
        later: Duration::from_millis(30),
        ..Patience::default()
    };
    let silent = script(&temp, &format!("exec {LINGERS}"), &[]).with_patience(brief);
    let first = Repository::discover(&silent, &temp.top);
    assert!(matches!(first, Err(GitError::Silent { limit, .. }) if limit == brief.first), "{first:?}");

    // It answers where the repository is, and nothing else.
    let text =
        format!("case \"$*\" in *rev-parse*) PATH=${{PATH#*:}}; exec git \"$@\";; esac; exec {LINGERS}");
    let generous = Patience { first: Duration::from_mins(10), ..brief };
    let later = script(&temp, &text.replace("*rev-parse*", "*version*|*rev-parse*"), &[]);
    let repository = Repository::discover(&later.with_patience(generous), &temp.top).unwrap().unwrap();
    let later = repository.call("cat-file").output();
    assert!(matches!(later, Err(GitError::Silent { limit, .. }) if limit == brief.later), "{later:?}");
}

#[test]
fn what_a_program_leaves_behind_is_not_waited_for() {
    let temp = TempRepository::new();
    let git = script(&temp, &format!("{LINGERS} & echo done; echo well >&2"), &[]);
    let answer = git.call(&temp.top, "hook").answer().unwrap();
    assert_eq!((answer.code, answer.output, answer.said.raw()), (0, b"done\n".to_vec(), "well\n"));
}

#[test]
fn a_cancelled_run_leaves_no_process_behind() {
    let temp = TempRepository::new();
    let pipe = temp.root().join("pipe");
    mkfifoat(CWD, &pipe, Mode::RUSR | Mode::WUSR).unwrap();
    // Whoever lives holds the other end. Neither the program nor what it starts heeds a polite wish.
    let text = format!("exec 3>../pipe; trap '' TERM; echo begun >&2; {LINGERS} & {LINGERS}");
    let git = script(&temp, &text, &[]);
    let end = OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(&pipe)
        .unwrap();
    let cancel = Cancel::default();
    let hear = |_: Foreign| cancel.cancel();
    let answer =
        git.call(&temp.top, "fetch").under(&cancel, Duration::from_mins(10)).heard_by(&hear).output();
    assert!(matches!(answer, Err(GitError::Cancelled { .. })), "{answer:?}");
    let mut closed = [PollFd::new(&end, PollFlags::IN)];
    let long = Timespec { tv_sec: 10, tv_nsec: 0 };
    assert_eq!(poll(&mut closed, Some(&long)), Ok(1), "something lives");
    assert_eq!((&end).read(&mut [0]).unwrap(), 0);
}

#[test]
fn what_moves_a_branch_goes_on_to_its_end_though_the_job_is_cancelled() {
    let temp = TempRepository::new();
    let cancel = Cancel::default();
    cancel.cancel();
    let git = script(&temp, "echo moved", &[]).for_job(&cancel);
    assert_eq!(git.call(&temp.top, "update-ref").finishing().output().unwrap(), b"moved\n");
}

#[test]
fn a_program_is_told_more_once_it_has_answered() {
    let temp = TempRepository::new();
    let text = "read one; echo \"[$one]\"; read two; echo \"[$two]\"; cat";
    let git = script(&temp, text, &[]);
    let mut reply = |answer: &[u8]| (answer == b"[one]\n").then(|| b"two\nrest\n".to_vec());
    let answer = git.call(&temp.top, "cat-file").input("one\n").reply(&mut reply).output().unwrap();
    assert_eq!(answer, b"[one]\n[two]\nrest\n");
}
