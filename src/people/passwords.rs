//! Passwords: Argon2id with 19 MiB and two passes, on a thread or two of their own.
//!
//! Invariant: however many people log in at once, half of the cores and two at most are busy
//! with it, at a lower priority than requests are served with; who would have to wait for too many others is told to come
//! back.

use std::{io, sync::Arc, thread};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{Salt, SaltString},
};
use tokio::sync::oneshot;

use super::PeopleError;

/// How many passwords are worked on at once, where that leaves half of the cores to requests.
const THREADS_MAX: usize = 2;
/// How many may wait for it: two or three seconds' work.
const WAITING: usize = 96;
/// How much the threads stand back behind those that serve requests.
const NICENESS: i32 = 15;
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// A hash that no password has: looking at it takes the time that looking at a real one takes.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c291a29mbm9ib2R5$AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA";

type Job = Box<dyn FnOnce() + Send>;

/// The threads that hash. Cheap to clone; they end with the last clone.
#[derive(Clone)]
pub struct Passwords(Arc<flume::Sender<Job>>);

impl Passwords {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the system has none.
    pub fn start() -> io::Result<Self> {
        let (send, receive) = flume::bounded::<Job>(WAITING);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for number in 0..(cores / 2).clamp(1, THREADS_MAX) {
            let jobs = receive.clone();
            let work = move || {
                // Where it cannot be had, logins compete with requests as equals.
                let _ = rustix::process::nice(NICENESS);
                jobs.iter().for_each(|job| job());
            };
            thread::Builder::new()
                .name(format!("password-{number}"))
                .spawn(work)?;
        }
        Ok(Self(Arc::new(send)))
    }

    /// Hashes a password with a new salt, as a PHC string.
    ///
    /// # Errors
    /// `Busy` when too many wait.
    pub async fn hash(&self, password: String) -> Result<String, PeopleError> {
        self.work(move || hash(&password)).await?
    }

    /// Whether a password has this hash. Without one it takes as long, and is wrong.
    ///
    /// # Errors
    /// `Busy` when too many wait.
    pub async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, PeopleError> {
        self.work(move || verify(&password, hash.as_deref())).await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PeopleError> {
        let (tell, told) = oneshot::channel();
        let job = Box::new(move || {
            // A caller who went away needs no answer, and no work.
            if !tell.is_closed() {
                let _ = tell.send(work());
            }
        });
        self.0.try_send(job).map_err(|_| PeopleError::Busy)?;
        told.await.map_err(|_| PeopleError::Busy)
    }
}

fn argon2() -> Result<Argon2<'static>, PeopleError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| PeopleError::Hashing(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password on the calling thread, for commands.
///
/// # Errors
/// When the system has no randomness.
pub fn hash(password: &str) -> Result<String, PeopleError> {
    let failed = |error: argon2::password_hash::Error| PeopleError::Hashing(error.to_string());
    let mut salt = [0; Salt::RECOMMENDED_LENGTH];
    getrandom::fill(&mut salt)?;
    let salt = SaltString::encode_b64(&salt).map_err(failed)?;
    let hash = argon2()?.hash_password(password.as_bytes(), &salt);
    Ok(hash.map_err(failed)?.to_string())
}

fn verify(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODYS)) else {
        tracing::error!("an account's password hash cannot be read");
        return false;
    };
    // The parameters are the hash's own.
    let fits = Argon2::default().verify_password(password.as_bytes(), &parsed);
    hash.is_some() && fits.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_hash_alone() {
        let kept = hash("correct horse").unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert_ne!(kept, hash("correct horse").unwrap(), "each has its salt");
        assert!(verify("correct horse", Some(&kept)));
        assert!(!verify("correct horsE", Some(&kept)));
        assert!(!verify("correct horse", None));
        assert!(!verify("correct horse", Some("garbage")));
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let nobodys = PasswordHash::new(NOBODYS).unwrap();
        let real = hash("x").unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!(nobodys.algorithm, real.algorithm);
        assert_eq!(nobodys.params.to_string(), real.params.to_string());
        let length = |hash: &PasswordHash<'_>| hash.hash.unwrap().len();
        assert_eq!(length(&nobodys), length(&real));
    }

    #[tokio::test]
    async fn more_than_may_wait_are_sent_away() {
        let passwords = Passwords::start().unwrap();
        let asked: Vec<_> = (0..WAITING + 50)
            .map(|_| {
                let passwords = passwords.clone();
                tokio::spawn(async move {
                    let slow = || thread::sleep(std::time::Duration::from_millis(2));
                    passwords.work(slow).await.is_ok()
                })
            })
            .collect();
        let mut done = 0;
        for one in asked {
            done += usize::from(one.await.unwrap());
        }
        assert!((WAITING..WAITING + 50).contains(&done), "{done}");
    }
}
