//! `publish`: writes the settled verdicts into the plan files, or says what it would write.

use serde::Serialize;

use super::failure::Failure;
use super::output::Answer;
use super::recording::CommitEntry;
use super::session::{Opened, Session};
use crate::job::{Job, Outcome, PublishFailure, Published};
use crate::plan::{ItemId, PublishWhen, StatusId};
use crate::report::Line;
use crate::review::publishing::Kept;
use crate::text::{Foreign, Shown};
use crate::work::perform;

#[derive(Serialize)]
struct PublishEntry {
    message: String,
    dry_run: bool,
    copies: Vec<CopyEntry>,
    /// Items whose copy is not as it should be and stays so.
    kept: Vec<KeptEntry>,
    files: Vec<String>,
    /// Absent where nothing was committed.
    commit: Option<CommitEntry>,
}

#[derive(Serialize)]
struct CopyEntry {
    item: String,
    old: Option<String>,
    new: Option<String>,
}

#[derive(Serialize)]
struct KeptEntry {
    item: String,
    reason: &'static str,
}

impl PublishEntry {
    fn of(published: &Published, message: &Shown, dry_run: bool) -> Self {
        let status = |status: &Option<StatusId>| status.as_ref().map(|status| status.as_str().to_owned());
        let copies = published.copies.iter().map(|copy| CopyEntry {
            item: copy.item.to_string(),
            old: status(&copy.old),
            new: status(&copy.new),
        });
        let kept = published.kept.iter();
        let committed = published.commit.as_ref().and_then(|commit| commit.as_ref().ok());
        Self {
            message: message.to_string(),
            dry_run,
            copies: copies.collect(),
            kept: kept
                .map(|(item, kept)| KeptEntry { item: item.to_string(), reason: kept.name() })
                .collect(),
            files: published.files.iter().map(|file| file.raw().to_owned()).collect(),
            commit: committed.map(CommitEntry::of),
        }
    }
}

/// Publishes, and says item by item what was written.
pub(super) fn publish(session: &Session, dry_run: bool) -> Result<Answer, Failure> {
    let Outcome::Published(answer) = perform(&session.world, Job::Publish { dry_run }) else {
        unreachable!("publishing answers Published")
    };
    let published = answer.map_err(Failure::NotPublished)?;
    let words = &session.words;
    let opened = session.open();
    let message = if dry_run { words.would_publish(&published) } else { words.published(&published) };
    let mut answer = session.answer(
        "publish",
        || PublishEntry::of(&published, &message, dry_run),
        || lines(session, &opened, &published).into_iter().chain([message.clone()]).map(Line::from).collect(),
    );
    if dry_run && opened.plan().strategy.publish == PublishWhen::Never {
        answer.remarks.push(words.not_published(&PublishFailure::Off));
    }
    Ok(opened.with_remarks(session, answer))
}

fn lines(session: &Session, opened: &Opened, published: &Published) -> Vec<Shown> {
    let (words, plan) = (&session.words, opened.plan());
    let title = |id: &ItemId| {
        plan.position(id).map(|index| words.choose(&plan.items[index].title).one_line()).unwrap_or_default()
    };
    let named = |status: &Option<StatusId>| match status {
        Some(status) => words.status(&plan.strategy, status),
        None => words.say("published-none"),
    };
    let copies = published.copies.iter().map(|copy| {
        let args = [
            ("id", Foreign::from(&copy.item).show().into()),
            ("title", title(&copy.item).into()),
            ("old", named(&copy.old).into()),
            ("new", named(&copy.new).into()),
        ];
        words.say_with("published-line", &args)
    });
    let kept = published.kept.iter().map(|(item, kept): &(ItemId, Kept)| {
        let args = [
            ("id", Foreign::from(item).show().into()),
            ("title", title(item).into()),
            ("why", words.kept(*kept).into()),
        ];
        words.say_with("published-kept-line", &args)
    });
    copies.chain(kept).collect()
}
