//! What came of publishing verdicts as sentences, the same on the screen and on the command line.

use super::Words;
use crate::job::{PublishFailure, Published, RepositoryFailure, Undone};
use crate::review::publishing::Kept;
use crate::text::Shown;

impl Words {
    /// Says what was written into the plan files, whether it was committed, and that something was left as it is.
    pub fn published(&self, published: &Published) -> Shown {
        let mut said = vec![self.published_copies("published", published)];
        said.extend(published.commit.as_ref().map(|commit| match commit {
            Ok(commit) => {
                let branch = (&commit.branch).into();
                let args = [("id", Shown::of(&commit.id).into()), ("branch", branch)];
                let id = if commit.index_stale { "published-index-stale" } else { "published-committed" };
                self.and_failed_after(self.say_with(id, &args), commit)
            }
            Err(RepositoryFailure::NoGit) => self.say("published-no-git"),
            Err(_) => self.say("published-no-repository"),
        }));
        if !published.kept.is_empty() {
            said.push(self.say_with("published-kept", &[("count", published.kept.len().into())]));
        }
        Shown::join(&said, &self.say("sentence-separator"))
    }

    /// Says what would be written.
    pub fn would_publish(&self, published: &Published) -> Shown {
        self.published_copies("published-would", published)
    }

    fn published_copies(&self, id: &str, published: &Published) -> Shown {
        let gone = published.copies.iter().filter(|copy| copy.new.is_none()).count();
        let counts = [("published-set", published.copies.len() - gone), ("published-gone", gone)];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let what: Vec<Shown> =
            counts.map(|(id, count)| self.say_with(id, &[("count", count.into())])).collect();
        if what.is_empty() {
            return self.say("published-nothing");
        }
        let what = Shown::join(&what, &self.say("list-separator"));
        self.say_with(id, &[("what", what.into()), ("files", published.files.len().into())])
    }

    /// Says why nothing was published, and what to do.
    pub fn not_published(&self, failure: &PublishFailure) -> Shown {
        match failure {
            PublishFailure::Off => self.say("not-published-off"),
            PublishFailure::Unsure => self.say("not-published-unsure"),
            PublishFailure::Uncommitted { files } => {
                self.say_with("not-published-uncommitted", &[("files", self.some_files(files).into())])
            }
            PublishFailure::Overtaken { file } => {
                self.say_with("not-published-overtaken", &[("file", file.into())])
            }
            PublishFailure::NotWritten { file, reason } => {
                let args = [("file", file.into()), ("reason", self.system_fault(reason).into())];
                self.say_with("not-published-not-written", &args)
            }
            PublishFailure::NotCommitted(failure) => self.commit_stopped(failure, Undone::Publish),
        }
    }

    /// Says why what stands in a plan file was left as it is.
    pub fn kept(&self, kept: Kept) -> Shown {
        self.say(&format!("kept-{}", kept.name()))
    }
}
