//! What a commit or a sync asks: which side of a clash counts, and whether what the repository brings may run.

use fupan::job::{CommitFailure, SyncFailure, Would};
use fupan::merge::{Author, Clash, ClashKind};
use fupan::plan::ItemId;

use super::drawing::{EN, NORMAL, Screen, ZH};
use super::review::reviewed;
use super::session::Opening;

fn clash(id: &str, kind: ClashKind, texts: [Option<&str>; 3]) -> Clash {
    let [base, ours, theirs] = texts.map(|text| text.map(Into::into));
    let by = |name: &str| Some(Author { name: name.into(), at: "2026-11-23T10:05:00+08:00".into() });
    Clash {
        id: id.into(),
        kind,
        file: "5-ports.toml".into(),
        item: id.split(':').next().and_then(|item| ItemId::parse(item).ok()),
        base,
        ours,
        theirs,
        ours_by: by("甲"),
        theirs_by: by("乙"),
    }
}

#[test]
fn what_both_sides_changed_is_chosen_between() {
    let title = ClashKind::Field { key: "title.zh".into() };
    let clashes = vec![
        clash(
            "ports/zhe-gan-canal:title.zh",
            title,
            [Some("浙赣运河"), Some("浙赣大运河"), Some("浙赣水道")],
        ),
        clash(
            "ports/urban-rail:removed",
            ClashKind::EditedAndRemoved,
            [
                Some("[[goal.task.project]]\nid = \"urban-rail\""),
                None,
                Some("[[goal.task.project]]\nid = \"urban-rail\"\ndue = 2030-01-01"),
            ],
        ),
    ];
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.session.sync = Err(SyncFailure::Clashes(clashes.clone()));
        screen.press("S");
        screen.check("clashes");
        screen.press("o");
        screen.check("clashes-next");
    }
}

#[test]
fn what_the_repository_brings_is_decided_about() {
    let would = Would {
        hooks: vec!["pre-commit".into()],
        settings: vec![("core.sshcommand".into(), "./tunnel.sh".into())],
        fingerprint: "f1".into(),
    };
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.session.sync = Err(SyncFailure::Commit(CommitFailure::Undecided { would: would.clone() }));
        screen.press("S");
        screen.check("trust");
        screen.press("esc");
        screen.check("trust-later");
    }
}
