//! Repositories that bring programs to run with them: every setting, hook and attribute here makes plain git leave
//! a file behind, and must not make us.

use std::fs;
use std::path::{Path, PathBuf};

use super::running::script;
use super::temp_repository::{TempRepository, request, run};
use crate::git::{
    Git, Head, Oid, Repository, Role, commit, contents, entries, hash, identity, read, state, tree, upstream,
};

struct Trap {
    name: &'static str,
    /// Sets the trap with a program, `{}`, that leaves the file behind.
    settings: &'static [(&'static str, &'static str)],
    attributes: &'static str,
    /// The plain git commands that fall into it.
    tripped_by: &'static [&'static [&'static str]],
}

const COMMIT: &[&[&str]] = &[&["add", "."], &["commit", "-m", "plain"]];
const LOOK: &[&[&str]] = &[&["status"], &["diff", "--no-color"], &["log", "-p", "-1"]];

const TRAPS: [Trap; 12] = [
    Trap { name: "fsmonitor", settings: &[("core.fsmonitor", "{}")], attributes: "", tripped_by: LOOK },
    Trap { name: "hooks", settings: &[("core.hooksPath", "{hooks}")], attributes: "", tripped_by: COMMIT },
    Trap {
        name: "clean",
        settings: &[("filter.x.clean", "{}; cat")],
        attributes: "* filter=x",
        tripped_by: COMMIT,
    },
    Trap {
        name: "process",
        settings: &[("filter.x.process", "{}")],
        attributes: "* filter=x",
        tripped_by: COMMIT,
    },
    Trap {
        name: "smudge",
        settings: &[("filter.x.smudge", "{}; cat")],
        attributes: "* filter=x",
        tripped_by: &[&["checkout", "HEAD", "--", "other.txt"], &["cat-file", "--filters", "HEAD:other.txt"]],
    },
    Trap {
        name: "textconv",
        settings: &[("diff.x.textconv", "{}; cat")],
        attributes: "* diff=x",
        tripped_by: LOOK,
    },
    Trap {
        name: "diff command",
        settings: &[("diff.x.command", "{}")],
        attributes: "* diff=x",
        tripped_by: LOOK,
    },
    Trap { name: "external diff", settings: &[("diff.external", "{}")], attributes: "", tripped_by: LOOK },
    Trap {
        name: "signing",
        settings: &[("commit.gpgSign", "true"), ("gpg.program", "{script}"), ("user.signingKey", "x")],
        attributes: "",
        tripped_by: COMMIT,
    },
    Trap {
        name: "signing by ssh",
        settings: &[
            ("commit.gpgSign", "true"),
            ("gpg.format", "ssh"),
            ("gpg.ssh.defaultKeyCommand", "{script}"),
            ("gpg.ssh.program", "{script}"),
        ],
        attributes: "",
        tripped_by: COMMIT,
    },
    Trap {
        name: "credentials",
        settings: &[("credential.helper", "!{}")],
        attributes: "",
        tripped_by: &[&[
            "-c",
            "alias.ask=!printf 'protocol=https\\nhost=example.org\\n\\n' | git credential fill",
            "ask",
        ]],
    },
    Trap {
        name: "lazy fetch",
        settings: &[
            ("core.repositoryFormatVersion", "1"),
            ("extensions.partialClone", "origin"),
            ("remote.origin.url", "ssh://nowhere/x"),
            ("remote.origin.promisor", "true"),
            ("core.sshCommand", "{}"),
        ],
        attributes: "",
        tripped_by: &[&["cat-file", "-p", "1111111111111111111111111111111111111111"]],
    },
];

impl Trap {
    fn set(&self) -> (TempRepository, PathBuf) {
        let temp = TempRepository::new();
        let canary = temp.root().join("canary");
        let bait = temp.root().join("bait");
        let touch = format!("touch '{}'", canary.display());
        // By another process, as one forked meanwhile could keep the script open for writing.
        let hooks = "mkdir hooks; printf '#!/bin/sh\\n%s\\n' \"$1\" > bait; chmod +x bait; \
                     for hook in pre-commit prepare-commit-msg commit-msg post-commit post-index-change \
                     reference-transaction post-checkout; do cp bait hooks/$hook; done";
        assert!(run("sh", ["-c", hooks, "sh", &touch], temp.root(), &temp.environment).status.success());
        if !self.attributes.is_empty() {
            temp.write(".gitattributes", self.attributes);
            temp.write(".git/info/attributes", self.attributes);
            temp.git(["add", "."]);
            temp.git(["commit", "-q", "-m", "attributes"]);
        }
        temp.write("other.txt", "changed\n");
        for (key, value) in self.settings {
            let value = value
                .replace("{script}", bait.to_str().unwrap())
                .replace("{hooks}", temp.root().join("hooks").to_str().unwrap())
                .replace("{}", &touch);
            temp.git(["config", key, &value]);
        }
        // Setting the trap may have sprung it.
        if canary.exists() {
            fs::remove_file(&canary).unwrap();
        }
        (temp, canary)
    }
}

#[test]
fn plain_git_falls_into_every_trap() {
    for trap in TRAPS {
        let (temp, canary) = trap.set();
        for arguments in trap.tripped_by {
            temp.try_git(*arguments);
        }
        assert!(canary.exists(), "{} is no trap", trap.name);
    }
}

#[test]
fn nothing_of_the_repository_runs() {
    for trap in TRAPS {
        let (temp, canary) = trap.set();
        let git = temp.program(&[]);
        nothing_runs(&trap, &temp, &canary, &git);
    }
}

#[test]
fn nothing_runs_under_a_git_that_cannot_be_told_to_see_no_attributes() {
    let old = "case \"$*\" in *--version) echo git version 2.38.1;; \
        *) unset GIT_ATTR_SOURCE GIT_NO_LAZY_FETCH; PATH=${PATH#*:}; exec git \"$@\";; esac";
    for trap in TRAPS {
        let (temp, canary) = trap.set();
        let environment: Vec<_> = temp
            .environment
            .iter()
            .map(|(name, value)| (name.to_str().unwrap(), value.to_str().unwrap()))
            .collect();
        let environment: Vec<_> = environment.into_iter().filter(|(name, _)| *name != "PATH").collect();
        let git = script(&temp, old, &environment);
        nothing_runs(&trap, &temp, &canary, &git);
    }
}

fn nothing_runs(trap: &Trap, temp: &TempRepository, canary: &Path, git: &Git) {
    let repository = Repository::discover(git, &temp.top.join("plans")).unwrap().unwrap();
    let now = state(&repository).unwrap();
    let Head::Branch { branch, commit: Some(head) } = now.head else { panic!() };
    upstream(&repository, &branch).unwrap();
    identity(&repository, Role::Author).unwrap().unwrap();
    let all: Vec<_> = tree(&repository, &head, None).unwrap().into_iter().map(|entry| entry.path).collect();
    entries(&repository, &head, &all).unwrap();
    contents(&repository, &head, &all).unwrap();
    hash(&repository, b"x").unwrap();
    repository.ignored(&all).unwrap();
    // An object that is not there is fetched from nowhere.
    let missing = Oid::parse(&"1".repeat(40)).unwrap();
    drop(read(&repository, &[missing]));

    let made = commit(&repository, &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert!(!made.index_stale, "{}", trap.name);
    let mut asked = request("plans/jia.toml", "one\ntwo\n");
    asked.files.extend(request("other.txt", "changed\n").files);
    let made = commit(&repository, &asked).unwrap().unwrap();
    assert!(!canary.exists(), "{} was run", trap.name);

    assert_eq!(contents(&repository, &made.oid, &all).unwrap().len(), all.len());
    assert!(!temp.git(["cat-file", "commit", made.oid.as_str()]).contains("gpgsig"), "{}", trap.name);
    let blob = temp.git(["rev-parse", &format!("{}:other.txt", made.oid)]);
    assert_eq!(temp.git(["cat-file", "blob", &blob]), "changed");
}

#[test]
fn no_program_of_the_repository_stands_in_for_git() {
    let temp = TempRepository::new();
    let canary = temp.root().join("canary");
    let script = "printf '#!/bin/sh\\ntouch ../canary\\n' > git; chmod +x git";
    assert!(run("sh", ["-c", script], &temp.top.join("plans"), &temp.environment).status.success());
    let path = std::env::var("PATH").unwrap();
    let mut environment = temp.environment.clone();
    environment.retain(|(name, _)| name != "PATH");
    environment.push(("PATH".into(), format!(".:plans::{path}").into()));
    let git = Git::from_environment(environment).unwrap();
    Repository::discover(&git, &temp.top.join("plans")).unwrap().unwrap();
    assert!(!canary.exists() && !temp.top.join("canary").exists());
}
