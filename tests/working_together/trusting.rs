//! What a repository brings runs when somebody has said so, and never before.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use fupan::job::{CommitFailure, Decision, Job, Outcome, SyncFailure, Trust, TrustWish};
use fupan::work::perform;

use super::office::{Desk, Office};

const HOOKS: [&str; 10] = [
    "applypatch-msg",
    "commit-msg",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "pre-commit",
    "pre-push",
    "prepare-commit-msg",
    "reference-transaction",
];

/// Settings of which each would run what it names.
const SETTINGS: [&str; 11] = [
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
    "core.editor",
    "core.askPass",
    "credential.helper",
    "diff.external",
    "filter.x.clean",
    "filter.x.smudge",
    "gpg.program",
    "merge.x.driver",
];

fn ask(desk: &Desk<'_>, wish: TrustWish) -> Trust {
    match perform(&desk.world(), Job::Trust { wish }) {
        Outcome::Trusted(Ok(trust)) => trust,
        other => panic!("{other:?}"),
    }
}

fn script(path: &Path, text: &str) {
    fs::write(path, format!("#!/bin/sh\n{text}\n")).expect("a clone can be written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a clone can be written");
}

fn hook(desk: &Desk<'_>, name: &str, text: &str) {
    script(&desk.path.join(".git/hooks").join(name), text);
}

/// Puts a canary into everything that could run, and returns where those that ran leave their names.
fn canaries(office: &Office, desk: &Desk<'_>) -> std::path::PathBuf {
    let ran = office.path("ran");
    fs::create_dir(&ran).expect("a temporary directory can be written");
    for name in HOOKS {
        hook(desk, name, &format!("touch '{}/{name}'", ran.display()));
    }
    for key in SETTINGS {
        let program = office.path(&format!("canary-{key}"));
        script(&program, &format!("touch '{}/{key}'; exit 1", ran.display()));
        desk.git(&["config", key, &program.display().to_string()]);
    }
    fs::write(desk.path.join(".git/info/attributes"), "*.toml filter=x diff=x merge=x\n")
        .expect("a clone can be written");
    ran
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("it was made");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it was made").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn nothing_runs_before_somebody_has_said_so_and_nothing_where_they_said_no() {
    let office = Office::new();
    let desk = office.desk("here", "jia");
    let mark = desk.mark("canal", "approved");
    let ran = canaries(&office, &desk);
    match desk.commit() {
        Err(CommitFailure::Undecided { would }) => {
            assert!(would.hooks.len() >= 5 && would.settings.len() >= 9, "{would:?}");
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(desk.sync_by_itself(), Err(SyncFailure::Commit(CommitFailure::Undecided { .. }))));
    drop(perform(&desk.world(), Job::Survey));
    assert_eq!(names(&ran), [""; 0], "undecided");
    desk.decide(Decision::Restricted);
    desk.commit().unwrap();
    desk.sync_by_itself().unwrap();
    assert_eq!(names(&ran), [""; 0], "restricted");
    let other = office.desk("there", "yi");
    assert!(other.facts().contains(&mark), "it was sent");
}

#[test]
fn where_it_is_trusted_hooks_run_and_can_refuse() {
    let office = Office::new();
    let desk = office.desk("here", "jia");
    let ran = office.path("ran");
    fs::create_dir(&ran).unwrap();
    for name in ["pre-commit", "post-commit", "pre-push"] {
        hook(&desk, name, &format!("touch '{}/{name}'", ran.display()));
    }
    hook(&desk, "commit-msg", "echo '经办：甲' >> \"$1\"");
    desk.decide(Decision::Trusted);
    desk.mark("canal", "approved");
    desk.sync_by_itself().unwrap();
    assert_eq!(names(&ran), ["post-commit", "pre-commit", "pre-push"]);
    assert!(desk.git(&["log", "-1", "--format=%B"]).contains("经办：甲"));

    // Another hook is another question.
    hook(&desk, "pre-commit", "echo '先改标题' >&2; exit 1");
    let mark = desk.mark("rail", "approved");
    assert!(matches!(desk.commit(), Err(CommitFailure::Undecided { .. })));
    desk.decide(Decision::Trusted);
    let before = desk.git(&["rev-parse", "HEAD"]);
    match desk.commit() {
        Err(CommitFailure::Hook { hook: "pre-commit", detail }) => assert!(detail.raw().contains("先改标题")),
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.git(&["rev-parse", "HEAD"]), before);
    assert!(desk.facts().contains(&mark));
}

#[test]
fn commits_are_signed_where_it_is_trusted_and_a_signer_that_fails_stops_them() {
    let office = Office::new();
    let desk = office.desk("here", "jia");
    let signer = office.path("signer");
    desk.git(&["config", "commit.gpgSign", "true"]);
    desk.git(&["config", "gpg.program", &signer.display().to_string()]);
    desk.mark("canal", "approved");
    desk.decide(Decision::Trusted);
    script(&signer, "echo 'no secret key' >&2; exit 1");
    // Older versions of git leave out what the signer says.
    let by_git =
        office.run("git", &desk.path, &["commit", "-q", "--allow-empty", "-m", "x"]).output().unwrap();
    let said = String::from_utf8_lossy(&by_git.stderr);
    let said = if said.contains("no secret key") { "no secret key" } else { "failed to sign" };
    match desk.commit() {
        Err(CommitFailure::NotSigned { detail, unasked: true }) => {
            assert!(detail.raw().contains(said), "{detail:?}, {said}");
        }
        other => panic!("{other:?}"),
    }
    let signature = "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----";
    script(&signer, &format!("cat > /dev/null; echo '[GNUPG:] SIG_CREATED ' >&2; echo '{signature}'"));
    desk.commit().unwrap();
    assert!(desk.git(&["cat-file", "commit", "HEAD"]).contains("gpgsig -----BEGIN PGP SIGNATURE-----"));
}

#[test]
fn a_decision_can_be_taken_back() {
    let office = Office::new();
    let desk = office.desk("here", "jia");
    hook(&desk, "pre-commit", "exit 0");
    desk.decide(Decision::Trusted);
    assert_eq!(ask(&desk, TrustWish::Look).decision, Some(Decision::Trusted));
    assert_eq!(ask(&desk, TrustWish::Forget).decision, None);
    desk.mark("canal", "approved");
    assert!(matches!(desk.commit(), Err(CommitFailure::Undecided { .. })));
    // What was decided about something else than is there counts for nothing.
    let stale = TrustWish::Decide { decision: Decision::Trusted, fingerprint: "another".into() };
    assert_eq!(ask(&desk, stale).decision, None);
}

/// What of the work tree runs in a sync, by the file that another desk changes.
struct Bait {
    file: &'static str,
    /// Settings of the clone, and hooks beside them that are not in the work tree.
    settings: &'static [(&'static str, &'static str)],
    hook: Option<(&'static str, &'static str)>,
    /// What the file holds when it is agreed to; empty where there is none yet.
    before: &'static str,
    /// What it holds after the sync, with the canary as `{}`.
    after: &'static str,
}

const BAITS: [Bait; 8] = [
    Bait {
        file: "hk/pre-push",
        settings: &[("core.hooksPath", "hk")],
        hook: None,
        before: "#!/bin/sh\nexit 0\n",
        after: "#!/bin/sh\ntouch '{}'\n",
    },
    Bait {
        file: "hk/post-index-change",
        settings: &[("core.hooksPath", "hk")],
        hook: None,
        before: "#!/bin/sh\nexit 0\n",
        after: "#!/bin/sh\ntouch '{}'\n",
    },
    // Nothing is there to be asked about.
    Bait {
        file: "hk/pre-push",
        settings: &[("core.hooksPath", "hk")],
        hook: None,
        before: "",
        after: "#!/bin/sh\ntouch '{}'\n",
    },
    Bait {
        file: "shared.gitconfig",
        settings: &[("include.path", "../shared.gitconfig")],
        hook: None,
        before: "[color]\n\tui = never\n",
        after: "[core]\n\tfsmonitor = touch '{}'\n[remote \"origin\"]\n\treceivepack = \"touch '{}'; git-receive-pack\"\n",
    },
    Bait {
        file: "tools/check.sh",
        settings: &[],
        hook: Some(("pre-push", "exec \"$(git rev-parse --show-toplevel)/tools/check.sh\"")),
        before: "#!/bin/sh\nexit 0\n",
        after: "#!/bin/sh\ntouch '{}'\n",
    },
    // A shell reads it, so that nobody needs to let it run.
    Bait {
        file: "tools/lib",
        settings: &[],
        hook: Some(("pre-push", ". tools/lib")),
        before: "checked=yes\n",
        after: "touch '{}'\n",
    },
    Bait {
        file: "tools/push",
        settings: &[("remote.origin.receivepack", "./tools/push")],
        hook: None,
        before: "#!/bin/sh\nexec git-receive-pack \"$@\"\n",
        after: "#!/bin/sh\ntouch '{}'\nexec git-receive-pack \"$@\"\n",
    },
    Bait {
        file: "filter.sh",
        settings: &[("filter.x.smudge", "./filter.sh"), ("filter.x.clean", "cat")],
        hook: None,
        before: "#!/bin/sh\nexec cat\n",
        after: "#!/bin/sh\ntouch '{}'\nexec cat\n",
    },
];

#[test]
fn what_a_sync_has_just_brought_does_not_run_in_that_sync() {
    for bait in BAITS {
        let office = Office::new();
        let there = office.desk("there", "yi");
        let push = |text: &str| {
            let path = there.path.join(bait.file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if !text.is_empty() {
                fs::write(&path, text).unwrap();
                let mode = if text.starts_with("#!") { 0o755 } else { 0o644 };
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            }
            fs::write(there.path.join("zz.txt"), text).unwrap();
            fs::write(there.path.join(".gitattributes"), "zz.txt filter=x\n").unwrap();
            there.git(&["add", "-A", "."]);
            there.git(&["commit", "-q", "-m", "bait"]);
            there.git(&["push", "-q"]);
        };
        push(bait.before);
        let desk = office.desk("here", "jia");
        for (key, value) in bait.settings {
            desk.git(&["config", key, value]);
        }
        if let Some((name, text)) = bait.hook {
            hook(&desk, name, text);
        }
        if !bait.before.is_empty() && bait.file != "shared.gitconfig" {
            desk.decide(Decision::Trusted);
        }
        let canary = office.path("canary");
        push(&bait.after.replace("{}", canary.to_str().unwrap()));
        desk.mark("canal", "approved");
        match desk.sync_by_itself() {
            Err(SyncFailure::Commit(CommitFailure::Undecided { would })) => assert!(!would.is_empty()),
            Err(SyncFailure::Filtered { files }) => assert_eq!(files, [bait.file.into()]),
            other => panic!("{}: {other:?}", bait.file),
        }
        assert!(!canary.exists(), "{} has run", bait.file);
        if bait.file == "filter.sh" {
            continue;
        }
        // Once that is agreed to as well, it runs.
        desk.decide(Decision::Trusted);
        desk.mark("rail", "approved");
        desk.sync_by_itself().unwrap();
        assert!(canary.exists(), "{} does not run", bait.file);
    }
}
