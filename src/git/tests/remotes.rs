//! Other repositories: what they answer, what they refuse, and what becomes of a run that nobody wants any more.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use super::running::script;
use super::temp_repository::{TempRepository, run};
use crate::git::{
    Branch, Cancel, GitError, Head, Oid, Remote, RemoteError, Repository, brought, fetch, last_seen, push,
    remote, shared_with, state,
};
use crate::text::Foreign;

/// A repository whose branch follows that of a bare one, and the bare one's path.
struct Pair {
    temp: TempRepository,
    bare: std::path::PathBuf,
}

impl Pair {
    fn new() -> Self {
        let temp = TempRepository::new();
        let bare = temp.root().join("bare.git");
        temp.git(["init", "-q", "--bare", "-b", "main", bare.to_str().unwrap()]);
        temp.git(["remote", "add", "origin", bare.to_str().unwrap()]);
        temp.git(["push", "-q", "-u", "origin", "HEAD"]);
        Self { temp, bare }
    }

    fn branch(&self) -> Branch {
        match state(&self.temp.open()).unwrap().head {
            Head::Branch { branch, .. } => branch,
            Head::Detached { .. } => panic!("a branch is checked out"),
        }
    }

    fn opened(&self) -> (Repository, Remote) {
        let repository = self.temp.open();
        let found = remote(&repository, &self.branch()).unwrap().unwrap();
        (repository, found)
    }

    fn head(&self) -> Oid {
        Oid::from_line(self.temp.head().as_bytes()).unwrap()
    }

    fn fetch(&self) -> Result<Option<Oid>, RemoteError> {
        let (repository, remote) = self.opened();
        fetch(&repository, &remote, &Cancel::default(), &|_| ())
    }

    fn push(&self) -> Result<(), RemoteError> {
        let (repository, remote) = self.opened();
        push(&repository, &remote, &self.head(), &Cancel::default(), &|_| ())
    }

    /// Lets somebody else commit on top of what is pushed, or on top of its parent, and returns where that led.
    fn somebody_pushes(&self, force: bool) -> Oid {
        let there = self.temp.root().join("there");
        let in_clone = |arguments: &[&str]| {
            let output = run("git", arguments, &there, &self.temp.environment);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        let name = there.to_str().unwrap().to_owned();
        self.temp.git(["clone", "-q", self.bare.to_str().unwrap(), &name]);
        for (key, value) in [("user.name", "乙"), ("user.email", "yi@example.org")] {
            in_clone(&["config", key, value]);
        }
        fs::write(there.join("other"), "x").unwrap();
        in_clone(&["add", "other"]);
        if force {
            in_clone(&["commit", "-q", "--amend", "-m", "rewritten"]);
            in_clone(&["push", "-q", "--force"]);
        } else {
            in_clone(&["commit", "-q", "-m", "faster"]);
            in_clone(&["push", "-q"]);
        }
        let head = in_clone(&["rev-parse", "HEAD"]);
        fs::remove_dir_all(&there).unwrap();
        Oid::from_line(head.trim().as_bytes()).unwrap()
    }

    fn commit(&self, name: &str) {
        self.temp.write(name, name);
        self.temp.git(["add", "."]);
        self.temp.git(["commit", "-q", "-m", name]);
    }
}

#[test]
fn what_is_there_is_fetched_and_what_is_here_is_pushed() {
    let pair = Pair::new();
    assert_eq!(pair.fetch().unwrap(), Some(pair.head()));
    pair.push().unwrap();
    let theirs = pair.somebody_pushes(false);
    assert_eq!(pair.fetch().unwrap(), Some(theirs.clone()));
    let (repository, remote) = pair.opened();
    assert_eq!(last_seen(&repository, &remote).unwrap(), Some(theirs));
    assert!(remote.shown().raw().starts_with("origin/"));
}

#[test]
fn a_push_that_others_were_faster_than_changes_nothing_and_can_be_tried_again() {
    let pair = Pair::new();
    pair.somebody_pushes(false);
    pair.commit("ours");
    let before = pair.temp.head();
    let lost = pair.push();
    assert!(matches!(lost, Err(RemoteError::Overtaken { .. })), "{lost:?}");
    assert_eq!(pair.temp.head(), before);
    // Both sides have gone on, which is no rewriting.
    assert!(pair.fetch().is_ok());
}

#[test]
fn an_upstream_that_was_rewritten_is_not_taken_over() {
    let pair = Pair::new();
    pair.commit("second");
    pair.push().unwrap();
    let (repository, remote) = pair.opened();
    let seen = last_seen(&repository, &remote).unwrap();
    pair.somebody_pushes(true);
    let answer = pair.fetch();
    assert!(matches!(answer, Err(RemoteError::Rewritten)), "{answer:?}");
    assert_eq!(last_seen(&repository, &remote).unwrap(), seen);
}

#[test]
fn what_the_other_side_says_on_refusing_is_handed_on() {
    let pair = Pair::new();
    let hook = pair.bare.join("hooks/pre-receive");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\necho 本分支不收 >&2\nexit 1\n").unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    pair.commit("ours");
    match pair.push() {
        Err(RemoteError::Rejected { said }) => {
            let lines: Vec<&str> = said.raw().lines().collect();
            assert_eq!(lines[..2], ["[remote rejected] (pre-receive hook declined)", "remote: 本分支不收"]);
            assert!(!said.raw().contains('%'), "{said:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn another_side_that_is_gone_and_a_branch_that_is_not_there_yet_are_told_apart() {
    let pair = Pair::new();
    pair.temp.git(["config", "branch.main.merge", "refs/heads/not-yet"]);
    assert_eq!(pair.fetch().unwrap(), None);
    fs::remove_dir_all(&pair.bare).unwrap();
    let answer = pair.fetch();
    assert!(matches!(answer, Err(RemoteError::NoRepository { .. })), "{answer:?}");
}

#[test]
fn ways_to_reach_others_that_could_run_a_program_are_not_taken() {
    let pair = Pair::new();
    let mark = pair.temp.root().join("ran");
    let url = format!("ext::touch {}", mark.display());
    pair.temp.git(["config", "remote.origin.url", &url]);
    pair.temp.git(["config", "protocol.ext.allow", "always"]);
    let answer = pair.fetch();
    assert!(answer.is_err(), "{answer:?}");
    assert!(!mark.exists());
}

#[test]
fn a_relative_remote_is_taken_from_the_top_and_is_own_only_where_it_leads_back() {
    let pair = Pair::new();
    pair.temp.git(["config", "remote.origin.url", "../bare.git"]);
    pair.commit("ours");
    pair.push().unwrap();
    assert_eq!(pair.fetch().unwrap(), Some(pair.head()));
    assert!(brought(&pair.temp.open()).unwrap().is_empty());

    std::os::unix::fs::symlink(&pair.temp.top, pair.temp.root().join("link")).unwrap();
    pair.temp.git(["init", "-q", "--bare", "inner.git"]);
    let encoded = pair.temp.top.to_str().unwrap().replace("work", "%77%6frk");
    std::os::unix::fs::symlink("/proc/self/cwd/.git", pair.temp.root().join("of-process")).unwrap();
    // A link of this repository leads wherever the repository says.
    std::os::unix::fs::symlink("../bare.git", pair.temp.top.join("inside")).unwrap();
    for url in [
        "inner.git",
        "./.git",
        ".",
        "../work/.git",
        "../gone/../work/.git",
        "../link/.git",
        "/proc/self/cwd/.git",
        "../of-process",
        "inside",
        "~/work/.git",
        "../../../../../../../../proc/self/cwd",
        &format!("file://{encoded}/.git"),
    ] {
        pair.temp.git(["config", "remote.origin.url", url]);
        let answer = pair.fetch();
        assert!(matches!(answer, Err(RemoteError::Own { .. })), "{url}: {answer:?}");
        assert_eq!(brought(&pair.temp.open()).unwrap().settings.len(), 1, "{url}");
    }
}

#[test]
fn what_a_relative_remote_runs_on_a_push_is_agreed_to_first() {
    let pair = Pair::new();
    let ran = pair.temp.root().join("ran");
    let program = pair.temp.root().join("program");
    fs::write(&program, format!("#!/bin/sh\ntouch '{}'\n", ran.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let bare = |arguments: &[&str]| pair.temp.git([&["-C", pair.bare.to_str().unwrap()], arguments].concat());
    pair.commit("ours");
    // A directory that the user has named, and not the way there from here, is a server.
    for url in ["../bare.git", "../bare", "../work/../bare.git/"] {
        pair.temp.git(["config", "remote.origin.url", url]);
        assert!(brought(&pair.temp.open()).unwrap().is_empty(), "{url}");
        for hook in ["pre-receive", "update", "post-update"] {
            let path = pair.bare.join("hooks").join(hook);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::copy(&program, &path).unwrap();
            let brought = brought(&pair.temp.open()).unwrap();
            assert_eq!(brought.hooks, [Foreign::new(path.display().to_string())], "{url}");
            let refused = pair.push();
            assert!(matches!(refused, Err(RemoteError::Own { .. })), "{url}: {refused:?}");
            assert!(pair.fetch().is_ok(), "a fetch runs none of them");
            fs::remove_file(path).unwrap();
        }
        for (key, value) in [
            ("core.hooksPath", "hk"),
            ("gc.recentObjectsHook", program.to_str().unwrap()),
            ("receive.denyCurrentBranch", "updateInstead"),
        ] {
            fs::create_dir_all(pair.bare.join("hk")).unwrap();
            fs::copy(&program, pair.bare.join("hk/pre-receive")).unwrap();
            bare(&["config", key, value]);
            let brought = brought(&pair.temp.open()).unwrap();
            assert_eq!(brought.hooks.len() + brought.settings.len(), 1, "{url}, {key}: {brought:?}");
            let refused = pair.push();
            assert!(matches!(refused, Err(RemoteError::Own { .. })), "{url}, {key}: {refused:?}");
            bare(&["config", "--unset", key]);
        }
        assert!(!ran.exists(), "{url}");
    }
    pair.push().unwrap();
}

#[test]
fn links_by_which_a_relative_remote_leads_elsewhere_are_agreed_to_first() {
    let pair = Pair::new();
    pair.temp.git(["config", "remote.origin.url", "../bare.git"]);
    let (link, target) = (pair.bare.join("refs/heads/side"), pair.temp.root().join("home/.profile"));
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let redirects = brought(&pair.temp.open()).unwrap().redirects;
    assert_eq!(redirects.len(), 1, "{redirects:?}");
    assert_eq!(redirects[0].from, Foreign::new(link.display().to_string()));
    pair.commit("ours");
    let refused = pair.push();
    assert!(refused.is_err(), "{refused:?}");
    assert!(!target.exists());
}

#[test]
fn files_of_the_repository_that_stand_for_remotes_are_agreed_to_first() {
    for (file, text) in [
        (".git/remotes/up.git", "URL: ../bare.git\nPush: refs/heads/*\n"),
        (".git/branches/up.git", "../bare.git\n"),
    ] {
        let pair = Pair::new();
        pair.temp.git(["config", "remote.origin.url", "up.git"]);
        pair.temp.write(file, text);
        let settings = brought(&pair.temp.open()).unwrap().settings;
        assert!(settings.iter().any(|setting| setting.key.raw() == file), "{settings:?}");
        let answer = pair.fetch();
        assert!(matches!(answer, Err(RemoteError::Own { .. })), "{file}: {answer:?}");
    }
}

#[test]
fn a_server_sets_no_cookies_in_a_file_that_the_repository_names() {
    let pair = Pair::new();
    for key in ["http.saveCookies", "http.https://example.org/.saveCookies"] {
        pair.temp.git(["config", key, "true"]);
        let answer = pair.fetch();
        assert!(matches!(answer, Err(RemoteError::Own { .. })), "{key}: {answer:?}");
        pair.temp.git(["config", "--unset", key]);
    }
    assert!(pair.fetch().is_ok());
}

#[test]
fn addresses_are_judged_as_git_rewrites_them() {
    let pair = Pair::new();
    pair.temp.git(["init", "-q", "--bare", "inner.git"]);
    let config = pair.temp.root().join("home/gitconfig");
    let (top, bare) = (pair.temp.top.display(), pair.bare.display());
    let rules = format!(
        "[url \"{top}/\"]\n\tinsteadOf = plan:\n[url \"{bare}\"]\n\tinsteadOf = plan:bare\n\
         [url \"{top}/inner.git\"]\n\tpushInsteadOf = plan:bare2\n"
    );
    fs::write(&config, rules).unwrap();
    let git = pair.temp.program(&[("GIT_CONFIG_GLOBAL", config.to_str().unwrap())]);
    // The longest beginning counts, and one for pushing counts too.
    for (url, is_own) in [("plan:inner.git", true), ("plan:bare", false), ("plan:bare2", true)] {
        pair.temp.git(["config", "remote.origin.url", url]);
        let repository = Repository::discover(&git, &pair.temp.top).unwrap().unwrap();
        assert_eq!(!brought(&repository).unwrap().is_empty(), is_own, "{url}");
        let remote = remote(&repository, &pair.branch()).unwrap().unwrap();
        let pushed = push(&repository, &remote, &pair.head(), &Cancel::default(), &|_| ());
        assert_eq!(matches!(pushed, Err(RemoteError::Own { .. })), is_own, "{url}: {pushed:?}");
    }
}

#[test]
fn what_another_side_has_is_known_by_all_of_its_branches() {
    let pair = Pair::new();
    let shared = |commit: &Oid, theirs: Option<&Oid>| {
        let (repository, remote) = pair.opened();
        shared_with(&repository, &remote, commit, theirs).unwrap()
    };
    let first = pair.head();
    assert_eq!(shared(&first, Some(&first)), std::slice::from_ref(&first), "nothing is lacking");
    pair.commit("second");
    let second = pair.head();
    pair.temp.git(["checkout", "-q", "-b", "side", "HEAD^"]);
    pair.commit("aside");
    assert_eq!(shared(&pair.head(), None), std::slice::from_ref(&first), "it is there on another branch");
    pair.temp.git(["push", "-q", "origin", "main"]);
    pair.temp.git(["merge", "-q", "--no-edit", "main"]);
    assert_eq!(shared(&pair.head(), None), [second], "what it came from is no news either");
    pair.temp.git(["checkout", "-q", "--orphan", "new"]);
    pair.temp.git(["commit", "-q", "-m", "unrelated"]);
    assert_eq!(shared(&pair.head(), None), []);
}

#[test]
fn a_connection_that_hangs_is_ended_when_that_is_wished() {
    let pair = Pair::new();
    let ssh = pair.temp.root().join("ssh");
    fs::write(&ssh, "#!/bin/sh\necho connecting >&2\nexec sleep 600\n").unwrap();
    fs::set_permissions(&ssh, fs::Permissions::from_mode(0o755)).unwrap();
    pair.temp.git(["config", "remote.origin.url", "ssh://example.org/plan.git"]);
    let git = pair.temp.program(&[("GIT_SSH_COMMAND", ssh.to_str().unwrap())]);
    let repository = Repository::discover(&git, &pair.temp.top).unwrap().unwrap();
    let remote = remote(&repository, &pair.branch()).unwrap().unwrap();
    let cancel = Cancel::default();
    // As soon as it is heard of, so that nothing waits for a clock.
    let answer = fetch(&repository, &remote, &cancel, &|_: Foreign| cancel.cancel());
    assert!(matches!(answer, Err(RemoteError::Git(GitError::Cancelled { .. }))), "{answer:?}");
    assert!(cancel.is_cancelled());
}

#[test]
fn a_run_of_which_nothing_is_heard_is_ended() {
    let temp = TempRepository::new();
    let cancel = Cancel::default();
    let silent = script(&temp, "exec sleep 600", &[])
        .call(&temp.top, "fetch")
        .under(&cancel, Duration::from_millis(20))
        .output();
    assert!(matches!(silent, Err(GitError::Silent { operation: "fetch", .. })), "{silent:?}");
}

#[test]
fn a_cancelled_job_starts_nothing() {
    let temp = TempRepository::new();
    let mark = temp.root().join("started");
    let git = script(&temp, "touch ../started; exec sleep 600", &[]);
    let cancel = Cancel::default();
    cancel.cancel();
    let long = Duration::from_mins(10);
    let under = git.call(&temp.top, "push").under(&cancel, long).output();
    let looking = git.for_job(&cancel).call(&temp.top, "rev-parse").output();
    for ended in [under, looking] {
        assert!(matches!(ended, Err(GitError::Cancelled { .. })), "{ended:?}");
    }
    assert!(!mark.exists());
}
