//! Settled verdicts in the plan files: written by splice, committed alone, and all as it was where that cannot be.

use std::fs;
use std::os::unix::fs::symlink;

use super::place::{PORTS, Place, STRATEGY, commit, load, mark_item, problems};
use crate::job::{CommitFailure, Job, Outcome, PublishFailure, Published, RepositoryFailure};
use crate::review::publishing::Kept;
use crate::work::{World, perform};

const AREA: &str = "plans/5-ports.toml";

fn published(world: &World, dry_run: bool) -> Result<Published, PublishFailure> {
    match perform(world, Job::Publish { dry_run }) {
        Outcome::Published(published) => published,
        other => panic!("{other:?}"),
    }
}

fn publish(world: &World) -> Result<Published, PublishFailure> {
    published(world, false)
}

/// The copies as `item old new`.
fn copies(published: &Published) -> Vec<String> {
    let word = |status: &Option<crate::plan::StatusId>| {
        status.as_ref().map_or("-", crate::plan::StatusId::as_str).to_owned()
    };
    let copy = |copy: &crate::job::PublishedCopy| {
        format!("{} {} {}", copy.item.slug(), word(&copy.old), word(&copy.new))
    };
    published.copies.iter().map(copy).collect()
}

fn kept(published: &Published) -> Vec<(&str, Kept)> {
    published.kept.iter().map(|(item, kept)| (item.slug(), *kept)).collect()
}

/// A repository in which verdicts are published when somebody asks, with everything committed.
fn place_with(area: &str) -> Place {
    let place = Place::new();
    place.write(".gitignore", "/home\n/state\n");
    place.write("plans/strategy.toml", format!("{STRATEGY}publish = \"ask\"\n"));
    place.write(AREA, area);
    place.git(["init", "-q", "-b", "main"]);
    place.git(["config", "user.name", "甲"]);
    place.git(["config", "user.email", "jia@example.org"]);
    place.git(["add", "."]);
    place.git(["commit", "-q", "-m", "first"]);
    place
}

#[test]
fn a_settled_verdict_comes_into_the_file_and_goes_again_with_its_ground() {
    let place = place_with(PORTS);
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    mark_item(&world, "jia", "rail", "revise");
    let would = published(&world, true).unwrap();
    assert_eq!((copies(&would), would.commit), (vec!["canal - approved".to_owned()], None));
    assert_eq!(place.read(AREA), PORTS);

    let done = publish(&world).unwrap();
    let id = done.commit.as_ref().unwrap().as_ref().unwrap().id.clone();
    assert_eq!(copies(&done), ["canal - approved"]);
    let after = PORTS.replace("运河\"\n", "运河\"\nreview = \"approved\"\n");
    assert_eq!(place.read(AREA), after);
    assert_eq!(place.git(["rev-parse", "--short=7", "HEAD"]), id);
    assert_eq!(
        place.git(["show", "--format=%s", "--name-only", "HEAD"]),
        format!("公布评审结论：四港联动 1 通过\n\n{AREA}")
    );
    assert_eq!(place.git(["status", "--porcelain", "plans/5-ports.toml"]), "");

    // The copy is outside the wording: the mark holds, and there is nothing more to write.
    assert_eq!(copies(&publish(&world).unwrap()), Vec::<String>::new());
    assert_eq!(place.git(["rev-parse", "--short=7", "HEAD"]), id);

    mark_item(&world, "jia", "canal", "rejected");
    mark_item(&world, "jia", "rail", "rejected");
    let aged = ("plans/5-ports.toml".to_owned(), "published-aged", 7);
    assert!(problems(&load(&world)).contains(&aged));
    assert_eq!(copies(&publish(&world).unwrap()), ["canal approved rejected", "rail - rejected"]);
    assert!(!problems(&load(&world)).contains(&aged));

    mark_item(&world, "yi", "canal", "revise");
    mark_item(&world, "yi", "rail", "revise");
    assert!(problems(&load(&world)).contains(&aged));
    assert_eq!(copies(&publish(&world).unwrap()), ["canal rejected -", "rail rejected -"]);
    assert_eq!(place.read(AREA), PORTS);
    let message = place.git(["log", "-1", "--format=%B"]);
    assert_eq!(
        message,
        "公布评审结论：四港联动 2 撤下\n\n- 撤下：浙赣运河（ports/canal）\n- 撤下：高铁（ports/rail）"
    );
}

#[test]
fn where_it_is_off_or_no_verdict_is_certain_nothing_is_written() {
    let place = Place::with_git();
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    assert_eq!(publish(&world), Err(PublishFailure::Off));
    assert_eq!(copies(&published(&world, true).unwrap()), ["canal - approved"]);

    let reviewed = PORTS.replace("运河\"\n", "运河\"\nreview = \"approved\"\n");
    let place = place_with(&reviewed);
    let world = place.world();
    place.write("plans/reviews/yi.000000.toml", [0xff, 0xfe, b'\n']);
    mark_item(&world, "jia", "canal", "revise");
    // An objection may stand where nobody can read it; nor is it said of any copy that it is too old.
    assert_eq!(publish(&world), Err(PublishFailure::Unsure));
    assert!(problems(&load(&world)).iter().all(|(_, code, _)| *code != "published-aged"));
    assert_eq!(place.read(AREA), reviewed);
}

#[test]
fn what_somebody_else_wrote_and_what_is_not_certain_stays_and_is_named() {
    let area = PORTS.replace("运河\"\n", "运河\"\nreview = \"见纪要\"\n")
        + "review = { by = \"chair\" }\n[[goal]]\nid = \"bad\"\ntitle = \"坏\"\ndue = \"soon\"\nreview = \"approved\"\n\
           [[goal]]\nid = \"twice\"\ntitle = \"一\"\nreview = \"approved\"\n[[goal]]\nid = \"twice\"\ntitle = \"二\"\n\
           [[goal]]\nid = \"newer\"\ntitle = \"新\"\nreview = \"approved\"\n[[goal]]\nid = \"old\"\ntitle = \"旧\"\nreview = \"approved\"\n";
    let place = place_with(&area);
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    let file = place.root.join("plans/reviews/yi.0a0a0a.toml");
    let newer = "01KAR4B1 = { weigh = \"ports/newer\", at = 2026-11-23T14:09:00+08:00 }\n";
    fs::write(file, format!("format = 1\nreviewer = \"yi\"\n\n[facts]\n{newer}")).unwrap();
    let done = publish(&world).unwrap();
    assert_eq!(copies(&done), ["old approved -"]);
    let expected = [
        ("canal", Kept::Foreign),
        ("rail", Kept::Foreign),
        ("bad", Kept::Damaged),
        ("twice", Kept::Ambiguous),
        ("newer", Kept::NeedsNewer),
    ];
    assert_eq!(kept(&done), expected);
    assert_eq!(place.read(AREA) + "review = \"approved\"\n", area);
}

#[test]
fn changes_of_others_are_not_committed_with_it() {
    let place = place_with(PORTS);
    place
        .write("plans/6-sea.toml", "id = \"sea\"\ntitle = \"海\"\n[[goal]]\nid = \"port\"\ntitle = \"港\"\n");
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    mark_item(&world, "jia", "sea/port", "approved");
    let refused = |files: &[&str]| {
        let files = files.iter().map(|file| (*file).into()).collect();
        assert_eq!(publish(&world), Err(PublishFailure::Uncommitted { files }));
    };
    let changed = PORTS.replace("杭衢", "杭衢高铁");
    place.write(AREA, &changed);
    let before = place.snapshot();
    refused(&[AREA, "plans/6-sea.toml"]);
    assert_eq!(place.snapshot(), before);
    place.git(["add", "plans"]);
    refused(&[AREA, "plans/6-sea.toml"]);
    // Staged, and put back on the disk alone.
    place.git(["commit", "-q", "-m", "sea", "--", "plans/6-sea.toml"]);
    place.write(AREA, PORTS);
    refused(&[AREA]);
    place.git(["reset", "-q", "--", AREA]);
    place.write("staged.txt", "staged\n");
    place.git(["add", "staged.txt"]);
    assert_eq!(publish(&world).unwrap().files.len(), 2);
    assert_eq!(place.git(["status", "--porcelain", "staged.txt", AREA]), "A  staged.txt");
    assert_eq!(place.git(["show", "--format=", "--name-only", "HEAD"]), format!("{AREA}\nplans/6-sea.toml"));
}

#[test]
fn a_commit_that_is_refused_leaves_the_files_as_they_were() {
    let place = place_with(PORTS);
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    let before = place.read(AREA);
    place.write_script(".git/hooks/pre-commit", "echo no; exit 1");
    let Err(PublishFailure::NotCommitted(CommitFailure::Undecided { would })) = publish(&world) else {
        panic!("nobody has decided whether the hook may run")
    };
    let wish = |decision| crate::job::TrustWish::Decide { decision, fingerprint: would.fingerprint.clone() };
    drop(perform(&world, Job::Trust { wish: wish(crate::job::Decision::Trusted) }));
    let refused = publish(&world);
    assert!(matches!(refused, Err(PublishFailure::NotCommitted(CommitFailure::Hook { .. }))), "{refused:?}");
    assert_eq!(place.read(AREA), before);
    drop(perform(&world, Job::Trust { wish: wish(crate::job::Decision::Restricted) }));
    assert_eq!(publish(&world).unwrap().copies.len(), 1);

    mark_item(&world, "yi", "canal", "revise");
    let before = place.read(AREA);
    place.git(["checkout", "-q", "--detach"]);
    assert_eq!(publish(&world), Err(PublishFailure::NotCommitted(CommitFailure::Detached)));
    assert_eq!(place.read(AREA), before);
}

#[test]
fn without_a_repository_the_files_are_written_and_that_is_said() {
    let place = Place::new();
    place.write("plans/strategy.toml", format!("{STRATEGY}publish = \"meeting\"\n"));
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    assert_eq!(publish(&world).unwrap().commit, Some(Err(RepositoryFailure::NoRepository)));
    assert!(place.read(AREA).contains("review = \"approved\"\n"));
}

#[test]
fn a_link_and_a_file_that_cannot_be_read_are_never_written() {
    let place = place_with(PORTS);
    place.write("plans/elsewhere.txt", PORTS.replace("ports", "sea"));
    symlink("elsewhere.txt", place.root.join("plans/6-sea.toml")).unwrap();
    let markers = "id = \"hill\"\ntitle = \"山\"\n[[goal]]\nid = \"top\"\n<<<<<<< ours\ntitle = \"一\"\n=======\ntitle = \"二\"\n>>>>>>> theirs\nreview = \"approved\"\n";
    place.write("plans/7-hill.toml", markers);
    place.git(["add", "plans"]);
    place.git(["commit", "-q", "-m", "more"]);
    let world = place.world();
    mark_item(&world, "jia", "sea/rail", "approved");
    let done = publish(&world).unwrap();
    assert_eq!(kept(&done), [("rail", Kept::Link), ("top", Kept::Damaged)]);
    assert_eq!((done.files.len(), done.commit), (0, None));
    assert_eq!(place.read("plans/7-hill.toml"), markers);
    assert!(fs::symlink_metadata(place.root.join("plans/6-sea.toml")).unwrap().is_symlink());
}

#[test]
fn line_ends_that_a_checkout_turned_are_not_committed_as_a_change() {
    let place = place_with(PORTS);
    let world = place.world();
    place.git(["config", "core.autocrlf", "true"]);
    place.write(AREA, PORTS.replace('\n', "\r\n"));
    mark_item(&world, "jia", "canal", "approved");
    publish(&world).unwrap();
    assert!(place.read(AREA).contains("review = \"approved\"\r\n"));
    assert_eq!(place.git(["show", "--format=", "--numstat", "HEAD"]), format!("1\t0\t{AREA}"));
    assert_eq!(place.git(["status", "--porcelain", AREA]), "");
}

#[test]
fn rights_of_a_file_stay_and_untouched_files_are_not_written() {
    let place = place_with(PORTS);
    let world = place.world();
    let mode = |path: &str| {
        let metadata = fs::metadata(place.root.join(path)).unwrap();
        (
            std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()),
            std::os::unix::fs::MetadataExt::ino(&metadata),
        )
    };
    fs::set_permissions(place.root.join(AREA), std::os::unix::fs::PermissionsExt::from_mode(0o664)).unwrap();
    let (area, strategy) = (mode(AREA), mode("plans/strategy.toml"));
    mark_item(&world, "jia", "canal", "approved");
    commit(&world).unwrap();
    publish(&world).unwrap();
    assert_eq!((mode(AREA).0, mode("plans/strategy.toml")), (area.0, strategy));
}
