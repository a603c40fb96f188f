//! Who is sitting at the keyboard.

use super::place::{Place, STRATEGY, load, mark_item, reviewer};
use crate::job::Identity;

const LISTED: &str = "
[[reviewer]]\nid = \"jia\"\nname = \"甲\"\nemail = \"jia@example.org\"
[[reviewer]]\nid = \"yi\"\nname = \"乙\"\nemail = \"yi@example.org\"
[[reviewer]]\nid = \"chair\"\nname = \"丙\"\n";

fn ask(candidates: &[&str]) -> Identity {
    Identity::Ask { candidates: candidates.iter().map(|id| reviewer(id)).collect() }
}

fn known(id: &str) -> Identity {
    Identity::Known(reviewer(id))
}

#[test]
fn an_option_names_anybody_where_nobody_is_listed_and_else_somebody_listed() {
    let place = Place::with_git();
    assert_eq!(load(&place.world_as("ding")).identity, known("ding"));
    for bad in ["", "a b", "../x", "-x", "a.b", "a\u{202e}"] {
        assert_eq!(load(&place.world_as(bad)).identity, Identity::BadName { named: bad.into() }, "{bad:?}");
    }
    place.write("plans/strategy.toml", [STRATEGY, LISTED].concat());
    assert_eq!(load(&place.world_as("yi")).identity, known("yi"));
    let listed = ["jia", "yi", "chair"].map(reviewer).to_vec();
    assert_eq!(load(&place.world_as("ding")).identity, Identity::NotListed { named: "ding".into(), listed });
}

#[test]
fn git_names_somebody_who_is_listed() {
    let place = Place::with_git();
    place.write("plans/strategy.toml", [STRATEGY, LISTED].concat());
    let everybody = ["jia", "yi", "chair"];
    for (name, email, expected) in [
        ("anybody", "yi@example.org", known("yi")),
        ("丙", "other@example.org", known("chair")),
        // The address is more certain than the name.
        ("甲", "yi@example.org", known("yi")),
        ("ding", "ding@example.org", ask(&everybody)),
        ("Jia", "JIA@example.com", ask(&everybody)),
    ] {
        place.git(["config", "user.name", name]);
        place.git(["config", "user.email", email]);
        assert_eq!(load(&place.world()).identity, expected, "{name} {email}");
    }
}

#[test]
fn somebody_new_is_asked_for_where_nobody_is_listed() {
    let place = Place::with_git();
    assert_eq!(load(&place.world()).identity, ask(&["jia"]));
    mark_item(&place.world(), "yi", "canal", "approved");
    assert_eq!(load(&place.world()).identity, ask(&["jia"]));
    mark_item(&place.world(), "jia", "canal", "approved");
    assert_eq!(load(&place.world()).identity, known("jia"));
    for (name, email, expected) in [
        ("x", "Li.Si+plan@example.org", "li-si-plan"),
        ("李 四", "@example.org", "李-四"),
        ("李 四", "a/b@example.org", "李-四"),
    ] {
        place.git(["config", "user.name", name]);
        place.git(["config", "user.email", email]);
        assert_eq!(load(&place.world()).identity, ask(&[expected]), "{name} {email}");
    }
    place.git(["config", "user.name", "?"]);
    assert_eq!(load(&place.world()).identity, ask(&[]));
}

#[test]
fn without_git_or_without_a_name_in_it_those_listed_are_offered() {
    let place = Place::with_git();
    place.git(["config", "--unset", "user.email"]);
    assert_eq!(load(&place.world()).identity, ask(&[]));
    place.write("plans/strategy.toml", [STRATEGY, LISTED].concat());
    assert_eq!(load(&place.world()).identity, ask(&["jia", "yi", "chair"]));
    let mut world = place.world();
    world.git = None;
    assert_eq!(load(&world).identity, ask(&["jia", "yi", "chair"]));
    let outside = Place::new();
    assert_eq!(load(&outside.world()).identity, ask(&[]));
}
