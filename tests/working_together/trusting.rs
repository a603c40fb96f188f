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

fn decide(desk: &Desk<'_>, decision: Decision) {
    let fingerprint = ask(desk, TrustWish::Look).would.fingerprint;
    let decided = ask(desk, TrustWish::Decide { decision, fingerprint });
    assert_eq!((decided.decision, decided.passing), (Some(decision), false));
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
    decide(&desk, Decision::Restricted);
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
    decide(&desk, Decision::Trusted);
    desk.mark("canal", "approved");
    desk.sync_by_itself().unwrap();
    assert_eq!(names(&ran), ["post-commit", "pre-commit", "pre-push"]);
    assert!(desk.git(&["log", "-1", "--format=%B"]).contains("经办：甲"));

    // Another hook is another question.
    hook(&desk, "pre-commit", "echo '先改标题' >&2; exit 1");
    let mark = desk.mark("rail", "approved");
    assert!(matches!(desk.commit(), Err(CommitFailure::Undecided { .. })));
    decide(&desk, Decision::Trusted);
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
    decide(&desk, Decision::Trusted);
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
    decide(&desk, Decision::Trusted);
    assert_eq!(ask(&desk, TrustWish::Look).decision, Some(Decision::Trusted));
    assert_eq!(ask(&desk, TrustWish::Forget).decision, None);
    desk.mark("canal", "approved");
    assert!(matches!(desk.commit(), Err(CommitFailure::Undecided { .. })));
    // What was decided about something else than is there counts for nothing.
    let stale = TrustWish::Decide { decision: Decision::Trusted, fingerprint: "another".into() };
    assert_eq!(ask(&desk, stale).decision, None);
}
