"""Operations as described, typed actions that run by id: the catalogue, the check of inputs, the call."""
