//! Does many pieces of work on several threads, and takes what comes of them in the order in which the pieces came.
//!
//! In: pieces one after another. Out: the result of each, in their order. Each piece brings a channel of its own for its result;
//! those channels wait in a queue of fixed length, so a slow piece holds up the feeder instead of letting results pile up, and
//! memory does not grow with the number of pieces. Where the taker stops, the feeder is told with its next piece.

use super::CliError;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;

/// Pieces that may wait for each thread, besides the one in work.
const WAITING: usize = 4;

/// A piece of work, and where its result goes.
type Task<J, A> = (J, SyncSender<A>);

/// Takes pieces; false once nobody wants their results.
pub(super) type Feed<'a, J> = &'a mut dyn FnMut(J) -> bool;

/// Feeds, works and takes, until the feeder has no more or the taker says false. The feeder's own error comes last.
pub(super) fn in_order<J: Send + 'static, A: Send + 'static>(
    threads: usize,
    feed: impl FnOnce(Feed<'_, J>) -> Result<(), CliError> + Send + 'static,
    work: impl Fn(J) -> A + Send + Sync + 'static,
    mut take: impl FnMut(A) -> Result<bool, CliError>,
) -> Result<(), CliError> {
    let (give, tasks) = sync_channel::<Task<J, A>>(threads * WAITING);
    let (queue, results) = sync_channel::<Receiver<A>>(threads * WAITING);
    let (work, tasks) = (Arc::new(work), Arc::new(Mutex::new(tasks)));
    for _ in 0..threads {
        let (work, tasks) = (Arc::clone(&work), Arc::clone(&tasks));
        let thread = Builder::new().spawn(move || {
            loop {
                // The lock is held for the wait alone: it goes before the work begins.
                let task = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((piece, reply)) = task else { return };
                // Nobody may be waiting any more.
                let _ = reply.send(work(piece));
            }
        });
        thread.map_err(no_thread)?;
    }
    let feeder = Builder::new().spawn(move || {
        feed(&mut |piece| {
            let (reply, result) = sync_channel(1);
            queue.send(result).is_ok() && give.send((piece, reply)).is_ok()
        })
    });
    let feeder = feeder.map_err(no_thread)?;
    for result in results {
        let result =
            result.recv().map_err(|_| CliError::ours("A thread broke off in its work. Please report this."))?;
        if !take(result)? {
            // The feeder may be waiting for input that never comes: it ends with the process.
            return Ok(());
        }
    }
    feeder.join().unwrap_or_else(|_| Err(CliError::ours("The thread that reads broke off. Please report this.")))
}

fn no_thread(error: std::io::Error) -> CliError {
    CliError::call(format!("No thread can be started: {error}. Give --jobs a smaller number."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(threads: usize, pieces: usize, most: usize) -> Vec<usize> {
        let mut taken = Vec::new();
        let feed = move |feed: Feed<'_, usize>| {
            let _ = (0..pieces).all(feed);
            Ok(())
        };
        // Later pieces are done sooner.
        let work = |piece: usize| {
            (0..(97 - piece % 97) * 500).fold(0, |sum, n| std::hint::black_box(sum + n));
            piece
        };
        let take = |piece| {
            taken.push(piece);
            Ok(taken.len() < most)
        };
        in_order(threads, feed, work, take).unwrap();
        taken
    }

    #[test]
    fn the_order_stays() {
        for threads in [1, 2, 7] {
            assert_eq!(run(threads, 500, usize::MAX), (0..500).collect::<Vec<_>>(), "{threads} threads");
        }
        assert_eq!(run(3, 500, 10), (0..10).collect::<Vec<_>>());
        assert!(run(2, 0, 1).is_empty());
    }

    #[test]
    fn pieces_wait_for_a_slow_taker() {
        let fed = Arc::new(Mutex::new(0_usize));
        let count = Arc::clone(&fed);
        let feed = move |feed: Feed<'_, usize>| {
            let _ = (0..10_000).all(|piece| {
                *count.lock().unwrap() += 1;
                feed(piece)
            });
            Ok(())
        };
        let mut most = 0;
        let mut taken = 0;
        let take = |_| {
            taken += 1;
            most = most.max(*fed.lock().unwrap() - taken);
            Ok(true)
        };
        in_order(2, feed, |piece| piece, take).unwrap();
        assert_eq!(taken, 10_000);
        assert!(most <= 2 * WAITING + 3, "{most} pieces were ahead");
    }

    #[test]
    fn a_feeder_says_what_ended_it() {
        let feed = |feed: Feed<'_, u8>| {
            feed(1);
            Err(CliError::file("no more"))
        };
        let mut taken = Vec::new();
        let ended = in_order(
            2,
            feed,
            |piece| piece,
            |piece| {
                taken.push(piece);
                Ok(true)
            },
        );
        assert_eq!((ended.unwrap_err().text(), taken), ("no more", vec![1]));
    }
}
