select guard.note_key_use($1)
