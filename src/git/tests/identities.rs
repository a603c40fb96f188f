//! Whom commits name, and that nobody is made up.

use super::running::script;
use super::temp_repository::{TempRepository, request};
use crate::git::{CommitError, CommitRequest, Identity, Refusal, Repository, Role, commit, identity};

fn found(temp: &TempRepository, environment: &[(&str, &str)], role: Role) -> Option<String> {
    let git = temp.program(environment);
    let repository = Repository::discover(&git, &temp.top).unwrap().unwrap();
    let found = identity(&repository, role).unwrap();
    found.map(|found| format!("{} <{}>", found.name.raw(), found.email.raw()))
}

#[test]
fn asks_git_who_somebody_is() {
    type Case =
        (&'static str, &'static [(&'static str, &'static str)], &'static [(&'static str, &'static str)]);
    let cases: [(Case, Option<&str>); 10] = [
        (("plain", &[("user.name", "甲"), ("user.email", "jia@x")], &[]), Some("甲 <jia@x>")),
        (("nobody", &[], &[]), None),
        (("guessed address", &[("user.name", "甲")], &[]), None),
        (("empty address", &[("user.name", "甲"), ("user.email", "")], &[]), None),
        (("EMAIL", &[("user.name", "甲")], &[("EMAIL", "jia@e")]), Some("甲 <jia@e>")),
        (("empty EMAIL", &[("user.name", "甲")], &[("EMAIL", "")]), None),
        (
            (
                "EMAIL is not enough",
                &[("user.name", "甲"), ("user.useConfigOnly", "true")],
                &[("EMAIL", "jia@e")],
            ),
            None,
        ),
        (
            (
                "environment",
                &[("user.name", "甲")],
                &[("GIT_AUTHOR_EMAIL", "a@e"), ("GIT_AUTHOR_NAME", "丙")],
            ),
            Some("丙 <a@e>"),
        ),
        (
            ("author", &[("user.name", "甲"), ("user.email", "jia@x"), ("author.email", "a@x")], &[]),
            Some("甲 <a@x>"),
        ),
        (("only config, no name", &[("user.email", "jia@x"), ("user.useConfigOnly", "true")], &[]), None),
    ];
    for ((name, settings, environment), expected) in cases {
        let temp = TempRepository::unborn();
        temp.git(["config", "--remove-section", "user"]);
        for (key, value) in settings {
            temp.git(["config", key, value]);
        }
        assert_eq!(found(&temp, environment, Role::Author).as_deref(), expected, "{name}");
    }
}

#[test]
fn takes_no_address_that_git_has_guessed() {
    let temp = TempRepository::unborn();
    // Whether git can guess depends on the name of the machine, so one that always can stands in for it.
    let guessing = "case \"$*\" in *' var '*) echo 'root <root@machine.example.org> 1 +0000';; \
        *--version) echo git version 2.50;; *' config '*) exit 1;; *) PATH=${PATH#*:}; exec git \"$@\";; esac";
    let ask = |more| {
        let git = script(&temp, guessing, more);
        let repository = Repository::discover(&git, &temp.top).unwrap().unwrap();
        identity(&repository, Role::Author).unwrap()
    };
    assert_eq!(ask(&[]), None);
    assert!(ask(&[("EMAIL", "root@machine.example.org")]).is_some());
}

#[test]
fn tells_author_and_committer_apart() {
    let temp = TempRepository::unborn();
    temp.git(["config", "committer.name", "文书"]);
    temp.git(["config", "committer.email", "clerk@x"]);
    assert_eq!(found(&temp, &[], Role::Author).unwrap(), "甲 <jia@example.org>");
    assert_eq!(found(&temp, &[], Role::Committer).unwrap(), "文书 <clerk@x>");
}

#[test]
fn refuses_to_commit_for_nobody() {
    let temp = TempRepository::new();
    let head = temp.head();
    temp.git(["config", "--remove-section", "user"]);
    let made = commit(&temp.open(), &request("plans/jia.toml", "one\n"));
    let Err(CommitError::Refused(refusal)) = made else { panic!("{made:?}") };
    assert_eq!(refusal, Refusal::NoIdentity(Role::Author));
    assert_eq!(temp.head(), head);
}

#[test]
fn commits_in_the_names_that_were_given() {
    let temp = TempRepository::new();
    temp.git(["config", "--remove-section", "user"]);
    let somebody = |name: &str| Some(Identity { name: name.into(), email: format!("{name}@x").into() });
    let asked = CommitRequest {
        author: somebody("乙"),
        committer: somebody("文书"),
        ..request("plans/yi.toml", "one\n")
    };
    commit(&temp.open(), &asked).unwrap().unwrap();
    assert_eq!(temp.git(["log", "-1", "--format=%an <%ae> %cn <%ce>"]), "乙 <乙@x> 文书 <文书@x>");
    assert_eq!(temp.git(["log", "-1", "--format=%ad", "--date=raw"]), "1790000000 +0800");
}
