-- Run by media::rows: a picture that is there from now on, also one that was about to go.
INSERT INTO media (hash, format, width, height, bytes, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (hash) DO UPDATE SET
    format = excluded.format, width = excluded.width, height = excluded.height, bytes = excluded.bytes,
    unused_since = NULL
