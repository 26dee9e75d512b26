//! Work on batches by several threads, with the results in the order of the batches and bounded memory.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::error::Result;

/// Batches under way at once, for each worker: enough that nobody waits, few enough that memory stays bounded.
const AHEAD: usize = 4;

/// Calls `work` on everything that `feed` hands out, by `jobs` threads (one: in this thread), and `sink` on the results in the order
/// in which they were handed out. `feed` gets a function that takes a batch and says whether to go on; it says no after `sink` failed.
///
/// # Errors
/// The first error of `sink`.
pub fn ordered<I: Send, O: Send>(
    jobs: usize,
    feed: impl FnOnce(&mut dyn FnMut(I) -> bool) + Send,
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(O) -> Result<()>,
) -> Result<()> {
    let mut outcome = Ok(());
    if jobs <= 1 {
        feed(&mut |batch| {
            if outcome.is_ok() {
                outcome = sink(work(batch));
            }
            outcome.is_ok()
        });
        return outcome;
    }
    // No send below blocks for ever: what is under way is bounded by the tickets, and each channel holds as many.
    let (tickets, done) = sync_channel::<()>(jobs * AHEAD);
    let (batches, todo) = sync_channel::<(usize, I)>(jobs * AHEAD);
    let (results, finished) = sync_channel::<(usize, O)>(jobs * AHEAD);
    let todo = Mutex::new(todo);
    let (todo, work) = (&todo, &work);
    thread::scope(move |scope| {
        let mut outcome = Ok(());
        scope.spawn(move || {
            let mut number = 0;
            feed(&mut |batch| {
                let going = tickets.send(()).is_ok() && batches.send((number, batch)).is_ok();
                number += 1;
                going
            });
        });
        for _ in 0..jobs {
            let results = results.clone();
            scope.spawn(move || {
                while let Some((number, batch)) = next(todo) {
                    if results.send((number, work(batch))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        let mut waiting = BTreeMap::new();
        let mut number = 0;
        for (n, result) in &finished {
            waiting.insert(n, result);
            while let Some(result) = waiting.remove(&number) {
                number += 1;
                if outcome.is_ok() {
                    outcome = sink(result);
                }
                // After an error the batches under way are drained unseen, and no ticket is given back, so the feed stops.
                if outcome.is_ok() {
                    let _ = done.recv();
                }
            }
            if outcome.is_err() {
                break;
            }
        }
        drop(done);
        drop(finished);
        outcome
    })
}

fn next<I>(todo: &Mutex<Receiver<I>>) -> Option<I> {
    todo.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn squares(jobs: usize, count: u64) -> Vec<u64> {
        let mut out = Vec::new();
        ordered(
            jobs,
            |give| {
                for n in 0..count {
                    give(n);
                }
            },
            |n| {
                // Uneven work, so that results overtake each other.
                (0..(n % 7) * 1000).fold(n * n, |a, b| std::hint::black_box(a ^ b ^ b))
            },
            |n| {
                out.push(n);
                Ok(())
            },
        )
        .expect("no error");
        out
    }

    #[test]
    fn results_come_in_the_order_of_the_batches() {
        let expected: Vec<u64> = (0..500).map(|n| n * n).collect();
        for jobs in [1, 2, 5] {
            assert_eq!(squares(jobs, 500), expected);
        }
    }

    #[test]
    fn an_error_of_the_sink_stops_the_feed() {
        for jobs in [1, 3] {
            let mut given = 0;
            let result = ordered(
                jobs,
                |give| {
                    while give(given) {
                        given += 1;
                    }
                },
                |n| n,
                |n| {
                    if n == 10 { Err(Error::Usage("full".into())) } else { Ok(()) }
                },
            );
            assert!(matches!(result, Err(Error::Usage(m)) if m == "full"));
            assert!(given < 1000, "the feed went on to {given}");
        }
    }
}
