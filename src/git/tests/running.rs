//! How the program is run, shown on programs that stand in for git, and on git's own account of itself.

use std::fs;
use std::path::PathBuf;

use super::temp_repository::{TempRepository, request, run};
use crate::git::{Git, GitError, Repository, commit};

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
        matches!(&exit, Err(GitError::Failed { code: 7, said, operation: "anything", .. }) if said.raw() == "gone wrong\n"),
        "{exit:?}"
    );
    let killed = end("kill -9 $$");
    assert!(matches!(killed, Err(GitError::Killed { signal: 9, .. })), "{killed:?}");
    let endless = end("exec yes");
    assert!(matches!(endless, Err(GitError::TooLong { limit: 1000, .. })), "{endless:?}");
    assert_eq!(end("head -c 1000 /dev/zero").unwrap().len(), 1000);
    let chatter = end("head -c 9000000 /dev/zero >&2; exit 1");
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
