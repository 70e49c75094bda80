"""Study files written by earlier versions of the program, and the script that makes them."""
