//! Records that are missing, and verdicts that wait until git has said whether any are.

use fupan::app::Message;
use fupan::job::{Job, Outcome, RepositoryState, Survey};
use fupan::review::{Gap, GapCause};

use super::drawing::{EN, NARROW, NORMAL, Screen, ZH};
use super::review::reviewed;
use super::session::Opening;

fn go_to_canal(screen: &mut Screen) {
    screen.press("/");
    screen.type_text("zhe-gan-canal");
    screen.press("enter");
}

#[test]
fn verdicts_wait_for_git() {
    for language in [ZH, EN] {
        let mut screen = Screen::start(Opening::of(reviewed()), NORMAL, language);
        let loaded = screen.session.perform(Job::Load);
        screen.send(Message::Done(loaded));
        go_to_canal(&mut screen);
        screen.check_with_styles("verdict-waits");
    }
}

#[test]
fn records_are_missing() {
    for language in [ZH, EN] {
        for size in [NORMAL, NARROW] {
            let loaded = reviewed();
            let of_yi = loaded.facts.iter().filter(|fact| fact.by.as_str() == "yi").cloned().collect();
            let mut opening = Opening::of(loaded);
            opening.loaded.facts.retain(|fact| fact.by.as_str() != "yi");
            let mut screen = Screen::open(opening, size, language);
            let file = "plans/reviews/yi.0c6f6a.toml".into();
            let gaps = vec![Gap { file, cause: GapCause::Removed, facts: Some(of_yi) }];
            let state = RepositoryState { gaps, ..RepositoryState::default() };
            screen.send(Message::Done(Outcome::Surveyed(Survey::Repository(state))));
            go_to_canal(&mut screen);
            screen.check_with_styles("records-missing");
        }
    }
}
