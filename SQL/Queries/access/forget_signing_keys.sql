select guard.forget_signing_keys()
