select set_config('headway.as_of', $1, true)
