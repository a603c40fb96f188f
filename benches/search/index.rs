//! How much room the index takes for the text it covers.

use std::path::Path;

use fupan::job::{Job, Outcome};
use fupan::review::Review;
use fupan::search::Index;
use fupan::store::Disk;
use fupan::work::{World, perform};

use crate::clock;

/// Returns a line on the index over the plan in `directory`.
pub(crate) fn size(directory: &Path) -> String {
    let clock = Box::new(clock::begin);
    let world = World::new(Box::new(Disk), directory.join("plans"), None, None, None, clock);
    let Outcome::Loaded(loaded) = perform(&world, Job::Load) else { unreachable!("loading answers Loaded") };
    let index = Index::of(&loaded.plan, &Review::of(&loaded.plan, loaded.facts));
    let (size, covered) = (index.size(), index.covered());
    // Hundredths, because there is no need for a fraction.
    let share = size * 100 / covered.max(1);
    format!("Index: {size} bytes for {covered} bytes of text, {}.{:02} times.\n", share / 100, share % 100)
}
