//! Who is sitting at the keyboard.

use super::place::{Place, STRATEGY, load, mark_item, problems, reviewer};
use crate::job::{Identity, Job, Outcome};
use crate::work::perform;

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

#[test]
fn a_given_name_that_folds_to_a_known_one_is_not_taken_for_another_person() {
    let place = Place::new();
    mark_item(&place.world(), "jia", "canal", "approved");
    let looks_like = |named: &str| Identity::LooksLike { named: named.into(), known: reviewer("jia") };
    for named in ["Jia", "ｊｉａ", "jia "] {
        assert_eq!(load(&place.world_as(named)).identity, looks_like(named));
    }
    assert_eq!(load(&place.world_as("jiahua")).identity, known("jiahua"));
    place.write("plans/strategy.toml", [STRATEGY, LISTED].concat());
    assert_eq!(load(&place.world_as("JIA")).identity, looks_like("JIA"));
}

#[test]
fn a_name_of_a_device_makes_no_new_file() {
    let place = Place::new();
    assert_eq!(load(&place.world_as("aux")).identity, Identity::Unportable { named: "aux".into() });
    place.write("plans/reviews/aux.000000.toml", "01 = { note = \"ports/canal\", text = \"x\" }\n");
    assert_eq!(load(&place.world_as("aux")).identity, known("aux"));
}

#[test]
fn who_was_chosen_last_is_offered_first_and_never_taken_silently() {
    let place = Place::with_git();
    place.write("plans/strategy.toml", [STRATEGY, LISTED].concat());
    place.git(["config", "user.name", "ding"]);
    place.git(["config", "user.email", "ding@example.org"]);
    let remember = |id: &str| {
        let done = perform(&place.world(), Job::RememberReviewer { reviewer: reviewer(id) });
        assert_eq!(done, Outcome::ReviewerRemembered);
    };
    remember("chair");
    assert_eq!(load(&place.world()).identity, ask(&["chair", "jia", "yi"]));
    remember("yi");
    assert_eq!(load(&place.world()).identity, ask(&["yi", "jia", "chair"]));
    remember("wu");
    assert_eq!(load(&place.world()).identity, ask(&["jia", "yi", "chair"]), "no longer listed");
    place.git(["config", "user.email", "jia@example.org"]);
    assert_eq!(load(&place.world()).identity, known("jia"), "git is more certain");
    place.write("plans/strategy.toml", STRATEGY);
    assert_eq!(
        load(&place.world()).identity,
        ask(&["wu", "jia"]),
        "where nobody is listed, also who has not recorded yet"
    );
}

#[test]
fn pairs_that_look_alike_and_names_not_every_system_can_store_are_problems() {
    let place = Place::new();
    let listed = "[[reviewer]]\nid = \"jia\"\n[[reviewer]]\nid = \"ｊｉａ\"\n[[reviewer]]\nid = \"con\"\n";
    place.write("plans/strategy.toml", [STRATEGY, listed].concat());
    let note = |id: &str| format!("{id} = {{ note = \"ports/canal\", text = \"x\" }}\n");
    for (number, name) in
        ["Jia.000000", "Jia.000001", "aux.000000", "jia.000000", "李國.000000", "李国.000000"]
            .iter()
            .enumerate()
    {
        place.write(format!("plans/reviews/{name}.toml"), note(&format!("0{number}")));
    }
    place.write("plans/6-Ports.toml", "id = \"a\"\ntitle = \"a\"\n");
    place.write("plans/6-ports.toml", "id = \"b\"\ntitle = \"b\"\n");
    place.write("seeds/a:b.md", "");
    let loaded = load(&place.world());
    let wanted = ["look-alike-reviewer", "unportable-name"];
    let found: Vec<_> = problems(&loaded).into_iter().filter(|(_, code, _)| wanted.contains(code)).collect();
    let expected = [
        ("plans/6-ports.toml", "unportable-name", 0),
        ("plans/reviews/aux.000000.toml", "unportable-name", 0),
        ("plans/reviews/jia.000000.toml", "unportable-name", 0),
        ("plans/strategy.toml", "unportable-name", 8),
        ("seeds/a:b.md", "unportable-name", 0),
        ("plans/reviews/Jia.000000.toml", "look-alike-reviewer", 0),
        ("plans/reviews/李國.000000.toml", "look-alike-reviewer", 0),
        ("plans/strategy.toml", "look-alike-reviewer", 6),
    ];
    let expected = expected.map(|(file, code, line)| (file.to_owned(), code, line));
    assert_eq!(found, expected);
}
